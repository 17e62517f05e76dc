import type { Journal } from "../../../lib/change/journal.js";

/** The same journal as a later process sees it: its writer is no longer alive. */
export function afterCrash(journal: Journal): Journal {
  const open = async (type: string) =>
    (await journal.open(type)).map((intent) => ({ ...intent, isAlive: false }));
  return { ...journal, open, leftBehind: open };
}
