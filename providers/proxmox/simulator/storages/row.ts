import type { World } from "../world.js";
import { capacityOf, type Capacity } from "./capacity.js";
import { contentsOf, isShared, storageOf } from "./properties.js";

/** How long what a node last told of its storages is shown, in milliseconds. */
const interval = 10_000;

const told = new WeakMap<
  World,
  Map<string, { readonly at: number; readonly capacity: Capacity | undefined }>
>();

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
  const capacity = lastTold(world, id, node);
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

function lastTold(world: World, id: string, node: string): Capacity | undefined {
  const known = told.get(world) ?? new Map<string, { at: number; capacity: Capacity | undefined }>();
  told.set(world, known);
  const now = world.clock.now();
  const last = known.get(`${node}/${id}`);
  if (last !== undefined && now - last.at < interval) return last.capacity;
  const capacity = capacityOf(world, id, node);
  known.set(`${node}/${id}`, { at: now, capacity });
  return capacity;
}
