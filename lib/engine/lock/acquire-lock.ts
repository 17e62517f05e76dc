import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";

import { refuse } from "../../diagnostic/refusal.js";
import { holdSocket } from "../../journal/held-socket.js";
import { readLock, type LockContent } from "./lock-content.js";
import { lockPath, terraformLockPath } from "./lock-path.js";
import { refuseWhileHeld } from "./refuse-while-held.js";

export interface Lock {
  release(): Promise<void>;
}

/** Takes a state for this process alone. A lock whose holder no longer lives is taken over. Throws a refusal. */
export async function acquireLock(statePath: string, holder: string): Promise<Lock> {
  await refuseWhileTerraformWorks(statePath);
  await mkdir(dirname(statePath), { recursive: true });
  const path = lockPath(statePath);
  const socket = await holdSocket();
  const own: LockContent = {
    id: randomUUID(),
    socket: socket.path,
    host: hostname(),
    pid: process.pid,
    holder,
    since: new Date().toISOString(),
  };
  const candidate = `${path}.${own.id}`;
  try {
    await writeNew(candidate, JSON.stringify(own));
    while (!(await linked(candidate, path))) await clearStale(path);
  } catch (thrown) {
    await socket.release();
    throw thrown;
  } finally {
    await rm(candidate, { force: true });
  }
  return {
    release: async () => {
      if ((await readLock(path))?.id === own.id) await rm(path, { force: true });
      await socket.release();
    },
  };
}

async function refuseWhileTerraformWorks(statePath: string): Promise<void> {
  const path = terraformLockPath(statePath);
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined)
    refuse("Terraform is at work on this state", {
      detail: `It says so in ${path}. Wait for it; if no terraform runs any more, delete that file.`,
    });
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o644);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** False where a lock stands there already. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw thrown;
  }
}

/** Takes a dead holder's lock away; throws a refusal where the holder lives or that can't be told. */
async function clearStale(path: string): Promise<void> {
  const standing = await refuseWhileHeld(path);
  if (standing === undefined) return;
  await rm(standing.socket, { force: true });
  const aside = `${path}.stale-${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readLock(aside);
  // Another process may have replaced the dead lock in between; then its lock goes back to where it was.
  if (moved !== undefined && moved.id !== standing.id) await linked(aside, path);
  await rm(aside, { force: true });
}
