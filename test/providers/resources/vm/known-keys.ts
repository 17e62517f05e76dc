import { isSlot } from "../../../../lib/schema/slot-names.js";
import type { Leaf } from "../../../../lib/schema/attribute.js";
import { cloudInitKeys } from "../../../../providers/proxmox/resources/nodes/vm/cloud-init.js";
import { devices } from "../../../../providers/proxmox/resources/nodes/vm/devices.js";
import { firmwareKeys } from "../../../../providers/proxmox/resources/nodes/vm/firmware.js";
import { keys } from "../../../../providers/proxmox/resources/nodes/vm/keys.js";
import { properties } from "../../../../providers/proxmox/resources/nodes/vm/properties.js";

const known = new Set([
  ...Object.entries({ ...keys, ...cloudInitKeys }).map(([name, { key }]: [string, Leaf]) => key ?? name),
  ...Object.values(properties).map(({ key }) => key),
  ...firmwareKeys,
  ...["boot", "cipassword", "cicustom"],
]);

/** Whether the resource has a key of PVE's: one that is added to its table is proven without a word in the tests. */
export function isKnown(key: string): boolean {
  const isDevice = Object.values(devices).some(({ attribute }) => isSlot(attribute.slot, key));
  return isDevice || known.has(key) || /^(net|ipconfig|scsi|virtio|sata|ide)\d+$/.test(key);
}
