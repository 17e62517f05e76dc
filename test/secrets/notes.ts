import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** Names the folder in which a whole run of tests keeps what the search at its end needs. */
export const notesVariable = "PVE_CDK_TEST_NOTES";

/** Something that was written where people look: a log, a plan, a state, a journal, a message. */
export interface Shown {
  /** What wrote it. */
  readonly by: string;
  readonly text: string;
}

/** Remembers a secret that may come to light nowhere. */
export function noteSecret(secret: string): void {
  note("secrets", secret);
}

/** Remembers what was shown, to be searched for secrets once all are known. */
export function noteShown(shown: Shown): void {
  note("shown", shown);
}

/** Without a folder nobody will search: a test that runs by itself, outside of a run. */
function note(kind: "secrets" | "shown", content: string | Shown): void {
  const folder = process.env[notesVariable];
  if (folder === undefined) return;
  // Processes of tests write side by side: a file each.
  appendFileSync(join(folder, `${kind}-${process.pid}`), `${JSON.stringify(content)}\n`);
}
