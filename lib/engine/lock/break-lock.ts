import { rm } from "node:fs/promises";
import { hostname } from "node:os";

import { isHeld } from "../../journal/held-socket.js";
import { readLock, type LockContent } from "./lock-content.js";
import { lockPath } from "./lock-path.js";
import { refuseWhileHeld } from "./refuse-while-held.js";

export interface BrokenLock {
  readonly path: string;
  readonly content: LockContent;
  /** `unknown`: on another machine, where it can't be asked. */
  readonly life: "dead" | "alive" | "unknown";
}

/** Takes a state's lock away and says whose it was; undefined where there is none. Throws a refusal for a living holder, unless forced. */
export async function breakLock(
  statePath: string,
  whose: "a dead holder's" | "anybody's",
): Promise<BrokenLock | undefined> {
  const path = lockPath(statePath);
  const content = whose === "anybody's" ? await readLock(path) : await refuseWhileHeld(path);
  if (content === undefined) return undefined;
  const life = content.host !== hostname() ? "unknown" : (await isHeld(content.socket)) ? "alive" : "dead";
  await rm(path, { force: true });
  return { path, content, life };
}
