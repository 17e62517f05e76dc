import { unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { isOwnVolume } from "../guests/is-own-volume.js";
import { volumeOf } from "../storages/volume.js";
import type { World } from "../world.js";
import { kindOf, mountPointsOf } from "./mount-point.js";

/** The guest that a volume is named for. */
export function ownerOf(world: World, volume: string): number | undefined {
  return volumeOf(world, volume).vmid;
}

/** The volumes that a container mounts. */
export function mountedVolumes(config: Configuration): readonly string[] {
  return mountPointsOf(config)
    .filter(([, point]) => kindOf(point) === "volume")
    .map(([, { volume }]) => volume);
}

/** The volumes that a configuration names: what is mounted, and what is unused. */
export function volumesIn(config: Configuration): readonly string[] {
  const unused = Object.keys(config).filter((key) => unusedSlot.test(key));
  return [...mountedVolumes(config), ...unused.map((key) => config[key] as string)];
}

/** Every volume of its own that a container has: now, and in its snapshots. */
export function ownVolumes(
  world: World,
  vmid: number,
  { config, snapshots }: Pick<Guest, "config" | "snapshots">,
): readonly string[] {
  const all = [config, ...[...snapshots.values()].map((snapshot) => snapshot.config)];
  return [...new Set(all.flatMap(volumesIn))].filter((volume) => isOwnVolume(world, vmid, volume));
}
