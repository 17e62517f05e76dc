import type { Leaf } from "../../../../../lib/schema/attribute.js";
import type { Path } from "../../../../../lib/value/path.js";
import type { Configuration } from "../guest/configuration.js";
import { attributeFor } from "../guest/tables.js";
import { cloudInitKeys } from "./cloud-init.js";
import { driveOf } from "./drive-line.js";
import { firmware } from "./firmware.js";
import { tables } from "./tables.js";

/** The attribute that stands for a key of PVE's configuration, for messages; undefined for a key of nobody's. */
export function keyPath(key: string, configuration: Configuration): Path | undefined {
  const tabled = attributeFor(tables, key);
  if (tabled !== undefined) return tabled;
  const cloudInit = Object.entries<Leaf>(cloudInitKeys).find(([name, leaf]) => (leaf.key ?? name) === key);
  if (cloudInit !== undefined) return ["cloud_init", cloudInit[0]];
  if (key === "cipassword") return ["cloud_init", "password"];
  if (key === "cicustom") return ["cloud_init", "snippets"];
  if (/^ipconfig\d+$/.test(key)) return ["cloud_init", "addresses", key.replace("ipconfig", "net")];
  if (/^(scsi|virtio|sata|ide)\d+$/.test(key)) return drivePath(key, configuration[key] ?? "");
  const volume = Object.entries(firmware).find(([, each]) => each.key === key)?.[0];
  if (volume !== undefined) return [volume];
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
