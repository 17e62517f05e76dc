import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { leaksIn } from "./leaks.js";
import { notesVariable } from "./notes.js";
import { watchProcesses } from "./watch-processes.js";

/** Milliseconds between looks at the processes: a program that takes a secret as a word runs longer. */
const between = 100;

/** Begins to take notes and to watch processes; who ends it is told where secrets came to light. */
export function beginSearch(): () => readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "pve-cdk-notes-"));
  process.env[notesVariable] = folder;
  const watch = watchProcesses(between);
  return () => {
    watch.stop();
    const leaks = leaksIn(folder, watch.lines);
    rmSync(folder, { recursive: true, force: true });
    return leaks;
  };
}
