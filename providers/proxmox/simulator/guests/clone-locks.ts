import type { LockWish } from "../locks.js";
import type { Guest } from "./guest.js";
import { guestLock } from "./guest-lock.js";

/** What a clone locks from beginning to end: many may be made of a stopped guest at once. */
export function cloneLocks(
  guest: Guest,
  { vmid, target }: { readonly vmid: number; readonly target: number },
): readonly [source: LockWish, target: LockWish] {
  const mode = guest.running === undefined ? "shared" : "exclusive";
  const source = { ...guestLock(guest, vmid), mode, patienceMilliseconds: 1000 } as const;
  return [source, { ...guestLock(guest, target), patienceMilliseconds: 1000 }];
}
