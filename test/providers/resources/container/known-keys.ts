import type { Leaf } from "../../../../lib/schema/attribute.js";
import { isSlot } from "../../../../lib/schema/slot-names.js";
import { mountSlots } from "../../../../providers/proxmox/resources/nodes/container/mounts.js";
import { tables } from "../../../../providers/proxmox/resources/nodes/container/tables.js";

const { keys, properties, lines } = tables;
const known = new Set([
  ...Object.entries(keys).map(([name, { key }]: [string, Leaf]) => key ?? name),
  ...Object.values(properties).map(({ key }) => key),
  "rootfs",
]);

/** Whether the resource has a key of PVE's that can change: one that is added to its tables is proven without a word here. */
export function isKnown(key: string): boolean {
  const slots = [mountSlots, ...Object.values(lines).map(({ attribute }) => attribute.slot)];
  return known.has(key) || slots.some((slot) => isSlot(slot, key));
}
