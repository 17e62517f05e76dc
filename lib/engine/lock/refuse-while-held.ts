import { hostname } from "node:os";

import { refuse } from "../../diagnostic/refusal.js";
import { isHeld } from "../../journal/held-socket.js";
import { readLock, type LockContent } from "./lock-content.js";

/** Throws a refusal where a lock's holder lives or that can't be told. Answers the lock of a dead one. */
export async function refuseWhileHeld(path: string): Promise<LockContent | undefined> {
  const standing = await readLock(path);
  if (standing === undefined) return undefined;
  if (standing.host !== hostname())
    refuse(`this state is locked by ${standing.holder} on ${standing.host} since ${standing.since}`, {
      detail: `Whether it still runs can't be told from here. If it does not: unlock --force, or delete ${path}.`,
    });
  if (await isHeld(standing.socket))
    refuse(`this state is in use: ${standing.holder} (process ${standing.pid}) since ${standing.since}`, {
      detail: "Wait until it has finished.",
    });
  return standing;
}
