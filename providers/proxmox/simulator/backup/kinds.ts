import type { Guest } from "../guests/guest.js";
import { containerBackup } from "../lxc/backup.js";
import { machineBackup } from "../qemu/backup.js";
import type { GuestBackup } from "./guest-backup.js";

export const guestBackups: Readonly<Record<Guest["kind"], GuestBackup>> = {
  qemu: machineBackup,
  lxc: containerBackup,
};
