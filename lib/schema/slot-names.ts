import type { SlotNames } from "./attribute.js";

/** Whether a slot of this name exists: `scsi0` to `scsi30`. */
export function isSlot(slots: SlotNames, name: string): boolean {
  const match = /^(.*?)(0|[1-9]\d*)$/.exec(name);
  const highest = slots[match?.[1] ?? ""];
  return match !== null && highest !== undefined && Number(match[2]) <= highest;
}

/** `scsi0 to scsi30, virtio0 to virtio15`: what is allowed, for messages and documentation. */
export function slotNamesText(slots: SlotNames): string {
  return Object.entries(slots)
    .map(([prefix, highest]) => (highest === 0 ? `${prefix}0` : `${prefix}0 to ${prefix}${highest}`))
    .join(", ");
}
