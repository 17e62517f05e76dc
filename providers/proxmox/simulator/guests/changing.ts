import type { World } from "../world.js";
import type { Guest } from "./guest.js";
import { guestLock } from "./guest-lock.js";

/** Works on a guest while nobody else does. One that is marked as locked is refused without waiting. */
export async function changing<T>(
  world: World,
  { vmid, guest }: { readonly vmid: number; readonly guest: Guest },
  work: () => T,
): Promise<T> {
  return guest.lock === undefined ? world.locks.during(guestLock(guest, vmid), work) : work();
}
