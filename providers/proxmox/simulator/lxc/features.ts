import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import type { Configuration, Guest } from "../guests/guest.js";
import { storageOf, volumeOf } from "../storages/volume.js";
import type { World } from "../world.js";
import { kindOf, mountPointsOf } from "./mount-point.js";

export type Feature = "snapshot" | "clone" | "copy";

/** Storages that keep what a volume was, and let others begin with it. */
const remembering = new Set(["lvmthin", "zfspool", "rbd", "btrfs"]);

/** What can be done with a container's volume where it lies, or with what it was once. */
export function volumeHas(
  world: World,
  {
    feature,
    volume,
    isSnapshot,
  }: { readonly feature: Feature; readonly volume: string; readonly isSnapshot: boolean },
): boolean {
  const { storage, isBase } = volumeOf(world, volume);
  const isRemembering = remembering.has(storageOf(world, storage).type);
  switch (feature) {
    case "snapshot":
      return isRemembering && !isBase;
    case "clone":
      return isRemembering && (isBase || isSnapshot);
    case "copy":
      return isRemembering || !isSnapshot;
  }
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
    .every(([, { volume }]) => volumeHas(world, { feature, volume, isSnapshot }));
}

export function featureAnswer(call: Call, _vmid: number, guest: Guest): { readonly hasFeature: 0 | 1 } {
  const name = textOf(call, "snapname");
  const config =
    name === undefined
      ? guest.config
      : (guest.snapshots.get(name)?.config ?? fail(`snapshot '${name}' does not exist`));
  const feature = textOf(call, "feature") as Feature;
  return { hasFeature: hasFeature(call.world, { feature, config, isSnapshot: name !== undefined }) ? 1 : 0 };
}
