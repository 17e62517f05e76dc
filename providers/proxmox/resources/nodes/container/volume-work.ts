import type { Change } from "../../../../../lib/schema/resource.js";
import { isObject, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { objectsIn } from "../guest/objects-in.js";
import { workOn, type VolumeWork } from "../guest/volume-work.js";
import { storageOf } from "../guest/volume.js";
import { mountsOf } from "./volumes.js";

/** The moves and growths that bring the volumes that stand to what is planned. */
export function volumeWork(
  changes: readonly Change[],
  { planned, configuration }: { readonly planned: ValueObject; readonly configuration: Configuration },
): readonly VolumeWork[] {
  const mounts = mountsOf(configuration);
  const points = objectsIn(planned["mount_points"]);
  const wishes: Readonly<Record<string, Value | undefined>> = { ...points, rootfs: planned["rootfs"] };
  return [...changedSlots(changes)].flatMap((slot): readonly VolumeWork[] => {
    const [mount, wish] = [mounts[slot], wishes[slot]];
    if (mount?.kind !== "volume" || !isObject(wish)) return [];
    return workOn(slot, { storage: storageOf(mount.volume), size: mount.parts["size"] }, wish);
  });
}

/** The slots of volumes that are concerned. */
export function changedSlots(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ path: [name, slot] }) =>
      name === "rootfs" ? ["rootfs"] : name === "mount_points" ? [String(slot)] : [],
    ),
  );
}
