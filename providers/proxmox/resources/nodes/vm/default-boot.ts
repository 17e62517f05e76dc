import { bootOrder } from "./boot.js";
import type { Configuration } from "../guest/configuration.js";
import { drivesOf } from "./drive-line.js";
import { stored } from "../guest/notation.js";

const buses = ["ide", "scsi", "sata", "virtio"];

/** The order that PVE gives a new guest: its first disk, its first CD-ROM, its first interface. */
export function defaultBoot(configuration: Configuration): string {
  const drives = Object.entries(drivesOf(configuration)).sort(
    ([one], [other]) => busOf(one) - busOf(other) || numberOf(one) - numberOf(other),
  );
  const first = (kind: "disk" | "cdrom") => drives.find(([, drive]) => drive.kind === kind)?.[0];
  const [network] = Object.keys(configuration)
    .filter((key) => /^net\d+$/.test(key))
    .sort((one, other) => numberOf(one) - numberOf(other));
  return stored(
    bootOrder,
    [first("disk"), first("cdrom"), network].filter((slot) => slot !== undefined),
  );
}

function busOf(slot: string): number {
  return buses.indexOf(slot.replace(/\d+$/, ""));
}

function numberOf(slot: string): number {
  return Number(slot.replace(/^\D+/, ""));
}
