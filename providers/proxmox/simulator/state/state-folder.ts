import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { Closing } from "../closing.js";
import { holdFolder } from "./hold-folder.js";
import { readState, type ReadState } from "./kept-state.js";

export interface StateFolder {
  /** What is in it already. */
  readonly read: ReadState | undefined;
  /** Where the state is written. */
  readonly path: string;
  /** Where storages keep their files. */
  readonly files: string;
}

const names = { state: "state.jsonl", files: "files" } as const;
const known = new Set<string>([names.state, `${names.state}.new`, names.files]);

/** Opens the folder of a state, or makes it; nobody else may use it meanwhile, nor may there be anything else in it. */
export async function openStateFolder(folder: string, closing: Closing): Promise<StateFolder> {
  const strange = entriesOf(folder).find((name) => !known.has(name));
  if (strange !== undefined)
    throw new Error(
      `there is '${strange}' in ${folder}: choose a directory for the state alone, which need not exist`,
    );
  closing.add(await holdFolder(folder));
  const path = join(folder, names.state);
  const files = join(folder, names.files);
  const read = readState(path);
  // What was begun to be built is built from the beginning.
  if (read === undefined) rmSync(files, { recursive: true, force: true });
  return { read, path, files };
}

/** What is in a folder, which is made if it isn't there. */
function entriesOf(folder: string): readonly string[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readdirSync(folder);
  } catch (thrown) {
    throw new Error(
      `no state can be kept in ${folder}: ${(thrown as Error).message}; choose another directory`,
      {
        cause: thrown,
      },
    );
  }
}
