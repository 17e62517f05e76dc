import type { Leaf } from "../../../../../lib/schema/attribute.js";
import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Path } from "../../../../../lib/value/path.js";
import { bootOrder } from "./boot.js";
import { cloudInitKeys } from "./cloud-init.js";
import type { Configuration } from "./configuration.js";
import { devices } from "./devices.js";
import { driveOf } from "./drive-line.js";
import { firmware } from "./firmware.js";
import { keys } from "./keys.js";
import { properties } from "./properties.js";

/** The attribute that stands for a key of PVE's configuration, for messages; undefined for a key of nobody's. */
export function attributeFor(key: string, configuration: Configuration): Path | undefined {
  const named = (leaves: Readonly<Record<string, Leaf>>) =>
    Object.entries(leaves).find(([name, leaf]) => (leaf.key ?? name) === key)?.[0];
  const plain = named({ ...keys, boot_order: bootOrder });
  if (plain !== undefined) return [plain];
  const property = Object.entries(properties).find(([, each]) => each.key === key)?.[0];
  if (property !== undefined) return [property];
  const cloudInit = named(cloudInitKeys);
  if (cloudInit !== undefined) return ["cloud_init", cloudInit];
  if (key === "cipassword") return ["cloud_init", "password"];
  if (key === "cicustom") return ["cloud_init", "snippets"];
  if (/^net\d+$/.test(key)) return ["network", key];
  if (/^ipconfig\d+$/.test(key)) return ["cloud_init", "addresses", key.replace("ipconfig", "net")];
  if (/^(scsi|virtio|sata|ide)\d+$/.test(key)) return drivePath(key, configuration[key] ?? "");
  const volume = Object.entries(firmware).find(([, each]) => each.key === key)?.[0];
  if (volume !== undefined) return [volume];
  const device = Object.entries(devices).find(([, { attribute }]) => isSlot(attribute.slot, key))?.[0];
  if (device !== undefined) return [device, key];
  return ["vmid", "pool", "node"].includes(key) ? [key] : undefined;
}

function drivePath(slot: string, line: string): Path {
  switch (driveOf(line).kind) {
    case "disk":
      return ["disks", slot];
    case "cdrom":
      return ["cdroms", slot];
    case "cloud-init":
      return ["cloud_init", "storage"];
  }
}
