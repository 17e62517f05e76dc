import { textOf, type Call } from "../call.js";
import { diskSlot, type Configuration, type Guest } from "../guests/guest.js";
import { configurationAt } from "../guests/snapshots/snapshot-of.js";
import { isShared, nodesOf, storageOf } from "../storages/properties.js";
import { split } from "../storages/volume.js";
import { volumeHas, type Feature } from "../storages/volume-features.js";
import type { World } from "../world.js";
import { isCdrom, parseDrive } from "./drive.js";

/** The volumes of a machine's disks. */
export function diskVolumes(config: Configuration): readonly string[] {
  return Object.entries(config)
    .filter(([slot, line]) => diskSlot.test(slot) && !isCdrom(parseDrive(slot, line)))
    .map(([slot, line]) => parseDrive(slot, line).file);
}

/** Whether something can be done with all disks of a machine. */
export function hasFeature(
  world: World,
  feature: Feature,
  { config, isSnapshot }: { readonly config: Configuration; readonly isSnapshot: boolean },
): boolean {
  return diskVolumes(config).every((volume) => volumeHas(world, feature, { volume, isSnapshot }));
}

/** GET feature: whether it can be done, and on which nodes. */
export function featureAnswer(call: Call, _vmid: number, guest: Guest) {
  const isSnapshot = textOf(call, "snapname") !== undefined;
  const config = configurationAt(call, guest);
  const feature = textOf(call, "feature") as Feature;
  const isPossible = hasFeature(call.world, feature, { config, isSnapshot });
  return { hasFeature: isPossible ? 1 : 0, nodes: nodesFor(call, config) };
}

/** The nodes that have all of a machine's disks. */
function nodesFor({ world, local }: Call, config: Configuration): readonly string[] {
  const storages = [...new Set(diskVolumes(config).map((volume) => split(volume).storage))];
  return [...world.nodes.keys()].filter((node) =>
    storages.every((id) => {
      const storage = storageOf(world, id);
      return node === local || (isShared(storage) && (nodesOf(storage)?.includes(node) ?? true));
    }),
  );
}
