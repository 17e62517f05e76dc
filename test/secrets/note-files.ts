import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { noteShown } from "./notes.js";

/** States, journals, plans, logs: not the code, which may hold what its author wrote there. */
const kept = /\.(?:tfstate|backup|log)$|journal|plan/;

/** Remembers what a program kept below a folder. */
export function noteFiles(folder: string, by: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && kept.test(entry.name))
      noteShown({
        by: `${entry.name} of ${by}`,
        text: readFileSync(join(entry.parentPath, entry.name), "utf8"),
      });
}
