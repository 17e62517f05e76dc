import { isOwnVolume } from "../guests/is-own-volume.js";
import { diskSlot, unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import type { World } from "../world.js";
import { isCdrom, isCloudInit, parseDrive } from "./drive.js";

/** The volumes that a configuration names: of disks, what is unused, and the memory of a machine that sleeps. */
export function volumesIn(config: Configuration): readonly string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    if (unusedSlot.test(key) || key === "vmstate") return [value];
    if (!diskSlot.test(key)) return [];
    const drive = parseDrive(key, value);
    return isCdrom(drive) && !isCloudInit(drive) ? [] : [drive.file];
  });
}

/** Every volume of its own that a machine has: now, in what waits, and in its snapshots. */
export function ownVolumes(
  world: World,
  vmid: number,
  { config, pending, snapshots }: Guest,
): readonly string[] {
  const waiting = Object.fromEntries(
    Object.entries(pending).flatMap(([key, change]) => ("value" in change ? [[key, change.value]] : [])),
  ) as Configuration;
  const all = [config, waiting, ...[...snapshots.values()].map((snapshot) => snapshot.config)];
  return [...new Set(all.flatMap(volumesIn))].filter((volume) => isOwnVolume(world, vmid, volume));
}
