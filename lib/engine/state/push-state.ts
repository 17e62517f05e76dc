import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";

import { refuse } from "../../diagnostic/refusal.js";
import { acquireLock } from "../lock/acquire-lock.js";
import { parseStateFile } from "./format.js";
import { writeAtomically } from "./write-atomically.js";

export interface Push {
  readonly text: string;
  /** Where the text comes from, for messages. */
  readonly from: string;
  /** `forced`: over an own state that is newer, or another one altogether. */
  readonly over: "what it follows" | "forced";
}

/** Puts a state in the place of the one that is there. Throws a refusal where it is no state or would lose something. */
export async function pushState(path: string, { text, from, over }: Push): Promise<void> {
  const pushed = parseStateFile(text, from);
  const lock = await acquireLock(path, "state push");
  try {
    const standing = await readFile(path, "utf8").catch(() => "");
    if (standing.trim() !== "" && over !== "forced") {
      const own = parseStateFile(standing, path);
      const way = "Look at both with state pull; --force puts it there all the same.";
      if (own.lineage !== pushed.lineage)
        refuse(`${from} is the state of something else: its lineage is another than that of ${path}`, {
          detail: way,
        });
      if (own.serial > pushed.serial)
        refuse(`${from} is older than ${path} (serial ${pushed.serial}, there ${own.serial})`, {
          detail: way,
        });
      if (own.serial === pushed.serial && standing !== text)
        refuse(`${from} differs from ${path}, and neither is newer (serial ${own.serial})`, { detail: way });
    }
    await mkdir(dirname(path), { recursive: true });
    await writeAtomically(path, text);
  } finally {
    await lock.release();
  }
}
