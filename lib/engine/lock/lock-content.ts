import { readFile } from "node:fs/promises";

import { refuse } from "../../diagnostic/refusal.js";

/** What a lock's file says about its holder. */
export interface LockContent {
  readonly id: string;
  readonly socket: string;
  readonly host: string;
  readonly pid: number;
  readonly holder: string;
  /** ISO time. */
  readonly since: string;
}

/** Reads a lock's file; undefined where there is none. Throws a refusal for what is no lock. */
export async function readLock(path: string): Promise<LockContent | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as LockContent;
  } catch {
    return refuse(`${path} is no lock`, { detail: "Delete it if no other process works on this state." });
  }
}
