import { unusedSlot, type Configuration } from "../guests/guest.js";
import { isOwnVolume } from "../guests/is-own-volume.js";
import { volumeOf } from "../storages/volume.js";
import type { World } from "../world.js";
import { kindOf, mountPointsOf } from "./mount-point.js";

/** The guest that a volume is named for. */
export function ownerOf(world: World, volume: string): number | undefined {
  return volumeOf(world, volume).vmid;
}

/** Every volume of its own that a container's configuration names. */
export function ownVolumes(world: World, vmid: number, config: Configuration): readonly string[] {
  const mounted = mountPointsOf(config).filter(([, point]) => kindOf(point) === "volume");
  const unused = Object.keys(config).filter((key) => unusedSlot.test(key));
  return [...mounted.map(([, { volume }]) => volume), ...unused.map((key) => config[key] as string)].filter(
    (volume) => isOwnVolume(world, vmid, volume),
  );
}
