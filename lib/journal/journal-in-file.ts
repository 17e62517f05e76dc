import { randomUUID } from "node:crypto";

import type { Intent, Journal } from "../change/journal.js";
import { Entries, type JournalEntry, type JournalLine } from "./entries.js";
import { holdSocket, isHeld, type HeldSocket } from "./held-socket.js";
import { SyncedLog } from "./synced-log.js";

/** A journal that survives its process. Several processes may write to one file. */
export interface FileJournal extends Journal {
  /** Every open entry, of whatever type. */
  openEntries(): Promise<readonly Intent[]>;
  /** Ends this process's part: its entries count as left behind from now on. Without open entries the file goes. */
  end(): Promise<void>;
}

/** Beside a state: where its journal lies. */
export function journalPath(statePath: string): string {
  return `${statePath}.journal`;
}

/** The journal in this file. Neither the file nor the sign of life exists before the first entry. */
export function journalInFile(path: string): FileJournal {
  const log = new SyncedLog(path);
  const write = (line: JournalLine) => log.append(JSON.stringify(line));
  let holding: Promise<HeldSocket> | undefined;
  // One reading after the other: each goes on where the last one stopped.
  let reading: Promise<readonly JournalEntry[]> = Promise.resolve([]);
  let known = new Entries();
  const bringForward = async () => {
    const { text, isWhole } = await log.read();
    if (isWhole) known = new Entries();
    known.add(text);
    return known.open;
  };
  const openEntries = async (
    isMeant: (entry: JournalEntry, own: string | undefined) => boolean = () => true,
  ): Promise<readonly Intent[]> => {
    const all = await (reading = reading.then(bringForward, bringForward));
    const own = (await holding)?.path;
    const entries = all.filter((entry) => isMeant(entry, own));
    const alive = await livingAmong(entries.map(({ writer }) => writer).filter((writer) => writer !== own));
    return entries.map(({ writer, ...entry }) => ({
      ...entry,
      isAlive: writer === own || alive.has(writer),
    }));
  };
  return {
    begin: async (intent) => {
      holding ??= holdSocket();
      const { path: writer } = await holding;
      const entry: JournalEntry = { ...intent, id: randomUUID(), since: Date.now(), answered: false, writer };
      await write({ do: "begin", entry });
      return { ...intent, id: entry.id, since: entry.since, answered: false, isAlive: true };
    },
    note: (id, more) => write({ do: "note", id, more }),
    close: (id) => write({ do: "close", id }),
    leftBehind: async (type) =>
      (await openEntries((entry, own) => entry.type === type && entry.writer !== own)).filter(
        ({ isAlive }) => !isAlive,
      ),
    open: (type) => openEntries((entry) => entry.type === type),
    openEntries: () => openEntries(),
    end: async () => {
      if (holding !== undefined) await (await holding).release();
      holding = undefined;
      await log.compact((text) => {
        const left = new Entries();
        left.add(text);
        return left.open.map((entry) => JSON.stringify({ do: "begin", entry } satisfies JournalLine));
      });
    },
  };
}

async function livingAmong(writers: readonly string[]): Promise<ReadonlySet<string>> {
  const distinct = [...new Set(writers)];
  const alive = await Promise.all(distinct.map(isHeld));
  return new Set(distinct.filter((_, index) => alive[index]));
}
