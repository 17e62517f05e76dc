import { textOf, type Call } from "../call.js";
import type { Configuration, Guest } from "../guests/guest.js";
import { configurationAt } from "../guests/snapshots/snapshot-of.js";
import { isFileType } from "../storages/layout.js";
import { storageOf } from "../storages/properties.js";
import { volumeHas as storageHas, type Feature } from "../storages/volume-features.js";
import { split } from "../storages/volume.js";
import type { World } from "../world.js";
import { kindOf, mountPointsOf } from "./mount-point.js";

/**
 * What can be done with a container's volume where it lies, or with what it was once.
 * Storages that are plain file systems begin new volumes in a format that containers can't have.
 */
export function volumeHas(
  world: World,
  feature: Feature,
  { volume, isSnapshot }: { readonly volume: string; readonly isSnapshot: boolean },
): boolean {
  const { type } = storageOf(world, split(volume).storage);
  if (feature === "clone" && isFileType(type) && type !== "btrfs") return false;
  return storageHas(world, feature, { volume, isSnapshot });
}

/** What can be done with all of a container's volumes. */
export function hasFeature(
  world: World,
  {
    feature,
    config,
    isSnapshot,
  }: { readonly feature: Feature; readonly config: Configuration; readonly isSnapshot: boolean },
): boolean {
  return mountPointsOf(config)
    .filter(([, point]) => kindOf(point) === "volume")
    .every(([, { volume }]) => volumeHas(world, feature, { volume, isSnapshot }));
}

export function featureAnswer(call: Call, _vmid: number, guest: Guest): { readonly hasFeature: 0 | 1 } {
  const isSnapshot = textOf(call, "snapname") !== undefined;
  const config = configurationAt(call, guest);
  const feature = textOf(call, "feature") as Feature;
  return { hasFeature: hasFeature(call.world, { feature, config, isSnapshot }) ? 1 : 0 };
}
