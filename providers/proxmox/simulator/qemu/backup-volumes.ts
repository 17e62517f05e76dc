import { diskSlot, type Guest } from "../guests/guest.js";
import { isCdrom, parseDrive, type Drive } from "./drive.js";

/** A drive that a backup is asked about. */
export interface BackupVolume {
  readonly slot: string;
  readonly drive: Drive;
  readonly isIncluded: boolean;
}

/** A machine's disks, by slot, with those that its configuration leaves out of backups. */
export function backupVolumes({ config }: Pick<Guest, "config">): readonly BackupVolume[] {
  return Object.keys(config)
    .filter((slot) => diskSlot.test(slot))
    .sort()
    .map((slot) => ({ slot, drive: parseDrive(slot, config[slot] as string) }))
    .filter(({ drive }) => !isCdrom(drive))
    .map((volume) => ({ ...volume, isIncluded: volume.drive.options["backup"] !== "0" }));
}
