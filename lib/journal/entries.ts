import type { Intent } from "../change/journal.js";

/** A line of the journal's file. */
export type JournalLine =
  | { readonly do: "begin"; readonly entry: JournalEntry }
  | JournalNote
  | { readonly do: "close"; readonly id: string };

export interface JournalNote {
  readonly do: "note";
  readonly id: string;
  readonly more: Partial<Pick<Intent, "identity" | "proof" | "task" | "answered">>;
}

/** An intent as the file holds it: with the socket that its writer holds. */
export interface JournalEntry extends Omit<Intent, "isAlive"> {
  readonly writer: string;
}

/**
 * What lines add up to. Their order in the file is not always that of their writing (a compaction writes what is left
 * behind what others write meanwhile): a note may come before its entry, and what is closed stays closed.
 */
export class Entries {
  readonly #open = new Map<string, JournalEntry>();
  readonly #early = new Map<string, JournalNote["more"]>();
  readonly #closed = new Set<string>();

  get open(): readonly JournalEntry[] {
    return [...this.#open.values()];
  }

  /** Takes further lines; one that was cut off by a crash counts as not written. */
  add(text: string): void {
    for (const line of text.split("\n").flatMap(parseLine)) this.#add(line);
  }

  #add(line: JournalLine): void {
    switch (line.do) {
      case "begin": {
        const { id } = line.entry;
        if (!this.#closed.has(id)) this.#open.set(id, { ...line.entry, ...this.#early.get(id) });
        this.#early.delete(id);
        break;
      }
      case "note": {
        const entry = this.#open.get(line.id);
        if (entry !== undefined) this.#open.set(line.id, { ...entry, ...line.more });
        else this.#early.set(line.id, { ...this.#early.get(line.id), ...line.more });
        break;
      }
      case "close":
        this.#open.delete(line.id);
        this.#closed.add(line.id);
        break;
    }
  }
}

function parseLine(text: string): readonly JournalLine[] {
  if (text === "") return [];
  try {
    return [JSON.parse(text) as JournalLine];
  } catch {
    return [];
  }
}
