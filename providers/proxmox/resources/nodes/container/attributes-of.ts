import type { Value, ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { leavesOf } from "../guest/leaves-of.js";
import { tableValues } from "../guest/table-values.js";
import { storageOf } from "../guest/volume.js";
import { mountOptions } from "./mount-options.js";
import { mountParts } from "./mounts.js";
import { tables } from "./tables.js";
import { mountsOf, type Mount } from "./volumes.js";

/** What a configuration says, in the shape of the resource's attributes. */
export function attributesOf(configuration: Configuration): ValueObject {
  const { rootfs, ...points } = mountsOf(configuration);
  return {
    ...tableValues(tables, configuration),
    rootfs: rootfs === undefined ? null : { ...volumeOf(rootfs), ...leavesOf(mountOptions, rootfs.parts) },
    mount_points: Object.fromEntries(
      Object.entries(points).map(([slot, point]) => [
        slot,
        { ...volumeOf(point), ...leavesOf(mountParts, point.parts) },
      ]),
    ),
    unprivileged: configuration["unprivileged"] === "1",
    template: configuration["template"] === "1",
  };
}

function volumeOf({ volume, parts }: Mount): Readonly<Record<string, Value>> {
  return { storage: storageOf(volume), size: parts["size"] ?? null, volume };
}
