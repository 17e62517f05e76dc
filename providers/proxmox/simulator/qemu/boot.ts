import { diskSlot, netSlot, type Configuration } from "../guests/guest.js";
import { isCdrom, isCloudInit, parseDrive } from "./drive.js";

/** The order that PVE gives a new guest: the first disk, the CD-ROM, the first interface. */
export function defaultBoot(config: Configuration): string {
  const slots = Object.keys(config)
    .filter((key) => diskSlot.test(key) && !/^(?:efidisk|tpmstate)/.test(key))
    .sort(byBus);
  const drives = slots.map((slot) => [slot, parseDrive(slot, config[slot] as string)] as const);
  const disk = drives.find(([, drive]) => !isCdrom(drive))?.[0];
  const cdrom = drives.find(([, drive]) => isCdrom(drive) && !isCloudInit(drive))?.[0];
  const net = Object.keys(config)
    .filter((key) => netSlot.test(key))
    .sort((left, right) => numberOf(left) - numberOf(right))[0];
  return bootText([disk, cdrom, net].filter((each) => each !== undefined));
}

const buses = ["ide", "scsi", "sata", "virtio"];

function byBus(left: string, right: string): number {
  const busOf = (slot: string) => buses.indexOf(slot.replace(/\d+$/, ""));
  return busOf(left) - busOf(right) || numberOf(left) - numberOf(right);
}

const numberOf = (slot: string) => Number(slot.replace(/\D+/, ""));

/** The devices of a boot order; none where the guest boots the old way. */
export function bootDevices(boot: string | undefined): string[] {
  const order = /(?:^|,)order=([^,]*)/.exec(boot ?? "")?.[1] ?? "";
  return order.split(";").filter((device) => device.trim() !== "");
}

export function bootText(devices: readonly string[]): string {
  return devices.length === 0 ? " " : `order=${devices.join(";")}`;
}
