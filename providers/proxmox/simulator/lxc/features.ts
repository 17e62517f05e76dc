import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import type { Configuration, Guest } from "../guests/guest.js";
import { parseVolumeId, storageOf } from "../storages/volume.js";
import type { World } from "../world.js";
import { kindOf, mountPointsOf } from "./mount-point.js";

export type Feature = "snapshot" | "clone" | "copy";

/** Storages whose volumes are no files, or are kept so that a copy takes no room. */
const copying = new Set(["lvmthin", "zfspool", "rbd", "btrfs"]);

/** What can be done with a container's volume where it lies. */
export function volumeHas(world: World, feature: Feature, volume: string): boolean {
  const { storage } = parseVolumeId(volume);
  return feature === "copy" || copying.has(storageOf(world, storage).type);
}

/** What can be done with all of a container's volumes. */
export function hasFeature(world: World, feature: Feature, config: Configuration): boolean {
  return mountPointsOf(config)
    .filter(([, point]) => kindOf(point) === "volume")
    .every(([, { volume }]) => volumeHas(world, feature, volume));
}

export function featureAnswer(call: Call, _vmid: number, guest: Guest): { readonly hasFeature: 0 | 1 } {
  const name = textOf(call, "snapname");
  const config =
    name === undefined
      ? guest.config
      : (guest.snapshots.get(name)?.config ?? fail(`snapshot '${name}' does not exist`));
  return { hasFeature: hasFeature(call.world, textOf(call, "feature") as Feature, config) ? 1 : 0 };
}
