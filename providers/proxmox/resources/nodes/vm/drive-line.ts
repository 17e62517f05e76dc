import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Configuration } from "../guest/configuration.js";
import { partsOf, type Parts } from "../../../form/property-string.js";

/** What lies in a drive slot, by the line that PVE keeps for it. */
export type Drive =
  | { readonly kind: "disk"; readonly file: string; readonly parts: Parts }
  | { readonly kind: "cdrom"; readonly file: string; readonly parts: Parts }
  | { readonly kind: "cloud-init"; readonly file: string; readonly parts: Parts };

const driveSlots = { scsi: 30, virtio: 15, sata: 5, ide: 3 };

/** Splits a drive's line. Its volume comes first, or under one of two names. */
export function driveOf(line: string): Drive {
  const { volume, ...named } = partsOf(line, "file");
  const parts = { ...named, file: named["file"] ?? volume ?? "" };
  const { file } = parts;
  if (/[:/](vm-\d+-)?cloudinit(\.\w+)?$/.test(file)) return { kind: "cloud-init", file, parts };
  const isCdrom = parts["media" as keyof typeof parts] === "cdrom" || file === "none" || file === "cdrom";
  return { kind: isCdrom ? "cdrom" : "disk", file, parts };
}

/** All drives of a guest by slot. */
export function drivesOf(configuration: Configuration): Readonly<Record<string, Drive>> {
  return Object.fromEntries(
    Object.entries(configuration)
      .filter(([key]) => isSlot(driveSlots, key))
      .map(([key, line]) => [key, driveOf(line)]),
  );
}

/** The image format that a volume has: its name tells where the storage keeps files, else it is raw. */
export function formatOf({ file, parts }: Drive): string {
  return parts["format"] ?? /\.(raw|qcow2|vmdk)$/.exec(file)?.[1] ?? "raw";
}
