import type { LockWish } from "../locks.js";
import type { TaskStart } from "../tasks.js";
import type { Guest } from "./guest.js";
import { guestLock } from "./guest-lock.js";

/** Tasks that hold their guest's lock from beginning to end. Snapshots and backups mark the configuration instead. */
const holding = new Set([
  ...["qmstart", "qmstop", "qmshutdown", "qmreboot", "qmreset", "qmpause", "qmsuspend", "qmresume"],
  ...["vzstart", "vzstop", "vzshutdown", "vzreboot", "vzsuspend", "vzresume"],
  ...["qmconfig", "qmmove", "move_volume", "resize", "qmtemplate", "vztemplate"],
  ...["qmdestroy", "vzdestroy", "qmigrate", "vzmigrate"],
]);

/** The locks that a task waits for before it begins. */
export function taskLocks(
  guests: ReadonlyMap<number, Guest>,
  { node, type, id }: TaskStart,
): readonly LockWish[] {
  const kind = guests.get(Number(id))?.kind;
  return kind === undefined || !holding.has(type) ? [] : [guestLock({ kind, node }, Number(id))];
}
