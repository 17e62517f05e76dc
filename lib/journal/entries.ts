import type { Intent } from "../change/journal.js";

/** A line of the journal's file. */
export type JournalLine =
  | { readonly do: "begin"; readonly entry: JournalEntry }
  | {
      readonly do: "note";
      readonly id: string;
      readonly more: Partial<Pick<Intent, "identity" | "task" | "answered">>;
    }
  | { readonly do: "close"; readonly id: string };

/** An intent as the file holds it: with the socket that its writer holds. */
export interface JournalEntry extends Omit<Intent, "isAlive"> {
  readonly writer: string;
}

/** Brings open entries forward by lines; a line that was cut off by a crash counts as not written. */
export function foldLines(entries: Map<string, JournalEntry>, text: string): void {
  for (const line of text.split("\n").flatMap(parseLine))
    switch (line.do) {
      case "begin":
        entries.set(line.entry.id, line.entry);
        break;
      case "note": {
        const entry = entries.get(line.id);
        if (entry !== undefined) entries.set(line.id, { ...entry, ...line.more });
        break;
      }
      case "close":
        entries.delete(line.id);
        break;
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
