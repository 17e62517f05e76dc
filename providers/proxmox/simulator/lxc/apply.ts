import { netSlot, unusedSlot } from "../guests/guest.js";
import { unusedFor } from "../guests/unused-slot.js";
import { drop, dropSettled, keep, put, wait, waitingKeys, waitingText, type Draft } from "./draft.js";
import { completeInterface, interfaceText } from "./interface.js";
import { mountNew } from "./mount-new.js";
import { kindOf, parseMountPoint } from "./mount-point.js";
import { isInUse, removeUnused } from "./unused.js";
import { attempt, isSelected, type Update } from "./update.js";

/** A container that doesn't run takes what waits. */
export function apply(update: Update): void {
  const { draft } = update;
  const says = (key: string) => `unable to apply pending change ${key} : `;
  for (const key of waitingKeys(draft, "remove")) {
    if (!isSelected(update, key)) continue;
    if (!attempt(update, key, { says: says(key), done: () => release(update, key) })) continue;
    drop(draft, key);
    keep(draft, key);
  }
  dropSettled(draft);
  for (const key of waitingKeys(draft, "value")) {
    if (!isSelected(update, key)) continue;
    attempt(update, key, {
      says: says(key),
      done: () => {
        put(draft, key, taken(update, key, waitingText(draft, key) as string));
        wait(draft, key, undefined);
      },
    });
  }
}

/** A mount point's volume stays as an unused one, even if it is mounted elsewhere too; an unused one goes. */
function release(update: Update, key: string): void {
  const { draft } = update;
  if (/^mp\d+$/.test(key)) keepUnused(draft, key);
  else if (unusedSlot.test(key)) removeUnused(update, key);
}

function keepUnused(draft: Draft, slot: string): void {
  const point = parseMountPoint(slot, draft.config[slot]);
  if (kindOf(point) === "volume") put(draft, unusedFor(draft.config, point.volume), point.volume);
}

/** What is stored of a key's text. */
function taken(update: Update, key: string, text: string): string {
  const { call, guest, draft } = update;
  if (netSlot.test(key)) return interfaceText(key, completeInterface(call.world, key, text));
  if (!/^mp\d+$/.test(key)) return text;
  const old = draft.config[key];
  const line = mountNew({ world: call.world, vmid: update.vmid, log: update.log }, key, text);
  if (old !== undefined) {
    const { volume } = parseMountPoint(key, old);
    const after = { config: { ...draft.config, [key]: line }, snapshots: guest.snapshots };
    if (!volume.startsWith("/") && !isInUse(after, volume))
      put(draft, unusedFor(draft.config, volume), volume);
  }
  return line;
}
