import { diskSlot } from "../guests/guest.js";
import { dropUnchanged, without } from "./pend.js";
import { deallocate, dropUsed, release, type Subject } from "./unused.js";

/** A guest that doesn't run takes everything that waits. */
export function takeAll(subject: Subject): void {
  const { guest } = subject;
  for (const [key, change] of Object.entries(guest.pending)) {
    if ("value" in change) continue;
    const line = guest.config[key];
    if (line !== undefined && diskSlot.test(key))
      detach(subject, { key, line, force: change.force === true });
    guest.config = without(guest.config, key);
    guest.pending = without(guest.pending, key);
  }
  dropUnchanged(guest);
  for (const [key, change] of Object.entries(guest.pending)) {
    if (!("value" in change)) continue;
    const line = guest.config[key];
    if (line !== undefined && diskSlot.test(key)) release(subject, key, line);
    guest.config = { ...guest.config, [key]: change.value };
  }
  guest.pending = {};
  const { smp, ...config } = guest.config;
  if (smp !== undefined) guest.config = { ...config, sockets: config["sockets"] ?? smp };
  dropUsed(guest);
}

/** A disk that is deleted stays unused, or with force goes with its volume. */
export function detach(
  subject: Subject,
  { key, line, force }: { readonly key: string; readonly line: string; readonly force: boolean },
): void {
  if (force) deallocate(subject, key, line);
  else release(subject, key, line);
}
