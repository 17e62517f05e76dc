import { diskSlot, netSlot, type Configuration } from "../guests/guest.js";
import { isCdrom, parseDrive } from "./drive.js";

/** The order that PVE gives a new guest: the first disk, the CD-ROM, the first interface. */
export function defaultBoot(config: Configuration): string {
  const slots = Object.keys(config)
    .filter((key) => diskSlot.test(key) && !/^(?:efidisk|tpmstate)/.test(key))
    .sort(byBus);
  const disk = slots.find((slot) => !isCdrom(parseDrive(slot, config[slot] as string)));
  const cdrom = slots.find(
    (slot) => isCdrom(parseDrive(slot, config[slot] as string)) && !/cloudinit/.test(config[slot] as string),
  );
  const net = Object.keys(config)
    .filter((key) => netSlot.test(key))
    .sort()[0];
  const order = [disk, cdrom, net].filter((each) => each !== undefined);
  return order.length === 0 ? " " : `order=${order.join(";")}`;
}

const buses = ["ide", "scsi", "sata", "virtio"];

function byBus(left: string, right: string): number {
  const [leftBus, rightBus] = [left, right].map((slot) => buses.indexOf(slot.replace(/\d+$/, "")));
  return (
    (leftBus as number) - (rightBus as number) ||
    Number(left.replace(/\D+/, "")) - Number(right.replace(/\D+/, ""))
  );
}

/** The boot order once a device is gone, or a CD-ROM drive has come. */
export function bootAfter(
  boot: string | undefined,
  change: { readonly removed?: string; readonly added?: string },
): string | undefined {
  if (boot === undefined || (!boot.startsWith("order=") && boot !== " ")) return boot;
  const order = boot
    .replace(/^order=/, "")
    .split(";")
    .filter((device) => device.trim() !== "");
  const { removed, added } = change;
  const next = [
    ...order.filter((device) => device !== removed),
    ...(added === undefined || order.includes(added) ? [] : [added]),
  ];
  return next.length === 0 ? " " : `order=${next.join(";")}`;
}
