import type { World } from "../world.js";
import { lastCapacity } from "./capacity.js";
import { contentsOf, isShared, storageOf } from "./properties.js";

export interface StorageRow {
  readonly id: string;
  readonly type: "storage";
  readonly storage: string;
  readonly node: string;
  readonly status: string;
  readonly content: string;
  readonly shared: 0 | 1;
  readonly plugintype: string;
  readonly disk?: number;
  readonly maxdisk?: number;
  readonly [key: string]: unknown;
}

/** A storage as `cluster/resources` shows it on a node where it is switched on. */
export function storageRow(world: World, id: string, node: string): StorageRow {
  const storage = storageOf(world, id);
  const capacity = lastCapacity(world, id, node);
  return {
    id: `storage/${node}/${id}`,
    type: "storage",
    storage: id,
    node,
    status: capacity === undefined ? "unknown" : "available",
    content: contentsOf(storage).join(","),
    shared: isShared(storage) ? 1 : 0,
    plugintype: storage.type,
    ...(capacity === undefined ? {} : { disk: capacity.used, maxdisk: capacity.total }),
  };
}
