import type { World } from "../../world.js";
import type { TaskHandle, Worker } from "../../worker.js";
import type { Configuration, Guest } from "../guest.js";
import { journalOf, type Journal } from "./journal.js";
import { carryOut, type PlannedMove } from "./volume-move.js";

/** A guest's way to another node. */
export interface Migration {
  readonly world: World;
  readonly vmid: number;
  readonly guest: Guest;
  readonly target: string;
  readonly word: "VM" | "CT";
  /** Looks whether it may go at all; nothing has begun when this throws. */
  readonly prepare: (journal: Journal, task: TaskHandle) => Promise<void>;
  /** What goes with it, and the copies that are made while it stands still. */
  readonly carry: (journal: Journal, task: TaskHandle) => Promise<readonly PlannedMove[]>;
  /** What happens on the other node before it is the guest's node. */
  readonly arrive: (moves: readonly PlannedMove[], journal: Journal, task: TaskHandle) => Promise<void>;
  /** What happens after that. */
  readonly settle?: (journal: Journal, task: TaskHandle) => Promise<void>;
}

/** The worker of a migration: until the last step the guest is where it was, and after it where it is to be. */
export function migrating(migration: Migration): Worker {
  const { world, vmid, guest, target, word } = migration;
  return async (task) => {
    const journal = journalOf(task, world.clock);
    const aborted = (thrown: unknown): never => {
      journal.error(`migration aborted (duration ${journal.duration()}): ${textOf(thrown)}`);
      throw new Error("migration aborted");
    };
    await migration.prepare(journal, task).catch(aborted);
    const before = guest.lock;
    guest.lock = "migrate";
    let moves: readonly PlannedMove[];
    try {
      const address = world.nodes.get(target)?.address;
      journal.info(`starting migration of ${word} ${vmid} to node '${target}' (${address})`);
      moves = await migration.carry(journal, task);
    } catch (thrown) {
      guest.lock = before;
      journal.error(textOf(thrown));
      journal.info("aborting phase 1 - cleanup resources");
      return aborted(thrown);
    }
    try {
      await migration.arrive(moves, journal, task);
    } catch (thrown) {
      guest.lock = before;
      journal.error(`online migrate failure - ${textOf(thrown)}`);
      journal.info("aborting phase 2 - cleanup resources");
      journal.info("migrate_cancel");
      journal.error(`migration finished with problems (duration ${journal.duration()})`);
      throw new Error("migration problems", { cause: thrown });
    }
    moveGuest(world, { guest, target }, moves);
    guest.lock = before;
    await migration.settle?.(journal, task);
    journal.info(`migration finished successfully (duration ${journal.duration()})`);
  };
}

/** The one step in which the guest changes its node: its file, and what it names. */
function moveGuest(
  world: World,
  { guest, target }: { readonly guest: Guest; readonly target: string },
  moves: readonly PlannedMove[],
): void {
  for (const move of moves) carryOut(world, move);
  const names = new Map(moves.map(({ volid, renamed }) => [volid, renamed]));
  guest.config = renamedIn(guest.config, names);
  guest.pending = Object.fromEntries(
    Object.entries(guest.pending).map(([key, change]) => [
      key,
      "value" in change ? { ...change, value: withNames(change.value, names) } : change,
    ]),
  );
  for (const [name, snapshot] of guest.snapshots)
    guest.snapshots.set(name, { ...snapshot, config: renamedIn(snapshot.config, names) });
  guest.node = target;
}

type Names = ReadonlyMap<string, string>;

function renamedIn(config: Configuration, names: Names): Configuration {
  return Object.fromEntries(Object.entries(config).map(([key, line]) => [key, withNames(line, names)]));
}

/** A line with the volumes in it called otherwise: `local:100/vm-100-disk-0.raw,size=1G`, `file=...`, `volume=...`. */
function withNames(line: string, names: Names): string {
  return line
    .split(",")
    .map((part) => {
      const [, key = "", value = part] = /^((?:file|volume)=)(.*)$/s.exec(part) ?? [];
      return key + (names.get(value) ?? value);
    })
    .join(",");
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message.replace(/\n+$/, "") : String(thrown);
}
