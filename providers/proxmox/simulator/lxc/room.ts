import { fail } from "../failure.js";
import { sizeBytes } from "../guests/size.js";
import { virtualSize, volumeExists, volumeOf, volumePath } from "../storages/volume.js";
import type { World } from "../world.js";
import type { MountPoint } from "./mount-point.js";

/** How much room a volume has, in bytes: of a subvolume only its line tells. */
export function roomOf(world: World, { volume, options }: MountPoint): number {
  if (!volumeExists(world, volume)) fail(`volume '${volume}' does not exist`);
  if (volumeOf(world, volume).format === "subvol") return sizeBytes(options["size"] ?? "0");
  return virtualSize(volumePath(world, volume));
}
