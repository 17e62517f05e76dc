import type { LockWish } from "../locks.js";
import type { Guest } from "./guest.js";
import { guestLock } from "./guest-lock.js";

/** What a clone locks from beginning to end: many may be made of a stopped guest at once. */
export function cloneLocks(
  { kind, running }: Guest,
  { vmid, target }: { readonly vmid: number; readonly target: number },
): readonly [source: LockWish, target: LockWish] {
  const mode = running === undefined ? "shared" : "exclusive";
  const source = { ...guestLock(kind, vmid), mode, patienceMilliseconds: 1000 } as const;
  return [source, { ...guestLock(kind, target), patienceMilliseconds: 1000 }];
}
