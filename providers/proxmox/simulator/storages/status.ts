import { listOf, textOf, type Call, type Routes } from "../call.js";
import { ApiFailure, parameterFailure } from "../failure.js";
import type { World } from "../world.js";
import { activate } from "./activate.js";
import { capacityOf, type Capacity } from "./capacity.js";
import { maySee } from "./definitions.js";
import { isEnabled } from "./enabled.js";
import { contentsOf, formatsOf, isShared, nodesOf, storageOf, storageType } from "./properties.js";

/** What a node tells of its storages: which it can use, and how full they are. */
export const statusRoutes: Routes = {
  "GET /nodes/{node}/storage": (call) => {
    const { world } = call;
    const node = textOf(call, "node") as string;
    const only = textOf(call, "storage");
    if (only !== undefined && (!world.storages.has(only) || !isWanted(call, only)))
      throw parameterFailure({ storage: "No such storage." });
    return [...world.storages.keys()]
      .filter((id) => isWanted(call, id) && maySee(call, id) && (only ?? id) === id)
      .filter((id) => textOf(call, "enabled") !== "1" || storageOf(world, id).config["disable"] !== 1)
      .filter((id) => isSeenFrom(call, id))
      .map((id) => {
        const status = statusOf(world, id, node);
        return {
          storage: id,
          ...status,
          ...(textOf(call, "format") === "1" && status.enabled === 1 ? formatRows(world, id) : {}),
          ...(status.total > 0 ? { used_fraction: status.used / status.total } : {}),
        };
      });
  },
  "GET /nodes/{node}/storage/{storage}/status": (call) => {
    const id = textOf(call, "storage") as string;
    if (!call.world.storages.has(id)) throw parameterFailure({ storage: "No such storage." });
    return statusOf(call.world, id, textOf(call, "node") as string);
  },
};

/** How a storage is on a node; one that can't be used is empty. */
export function statusOf(world: World, id: string, node: string) {
  const storage = storageOf(world, id);
  const enabled = isEnabled(world, id, node);
  const capacity = enabled ? usableCapacity(world, id, node) : undefined;
  return {
    type: storage.type,
    content: contentsOf(storage).join(","),
    shared: isShared(storage) ? 1 : 0,
    enabled: enabled ? 1 : 0,
    active: capacity === undefined ? 0 : 1,
    ...(capacity ?? { total: 0, used: 0, avail: 0 }),
  };
}

function usableCapacity(world: World, id: string, node: string): Capacity | undefined {
  try {
    activate(world, id, node);
    return capacityOf(world, id, node);
  } catch (thrown) {
    if (thrown instanceof ApiFailure) return undefined;
    throw thrown;
  }
}

/** By content, storages that are switched off on the node don't count. */
function isWanted(call: Call, id: string): boolean {
  const contents = listOf(call, "content");
  if (textOf(call, "content") === undefined) return true;
  const has = contentsOf(storageOf(call.world, id));
  return contents.some((each) => has.includes(each)) && isEnabled(call.world, id, textOf(call, "node"));
}

/** With a target, only what both nodes share. */
function isSeenFrom(call: Call, id: string): boolean {
  const [node, target] = [textOf(call, "node") as string, textOf(call, "target")];
  if (target === undefined || target === node) return true;
  const storage = storageOf(call.world, id);
  const isFor = (name: string) => nodesOf(storage)?.includes(name) !== false;
  return isShared(storage) && isFor(node) && isFor(target);
}

function formatRows(world: World, id: string) {
  const storage = storageOf(world, id);
  const { allowed, default: usual } = formatsOf(storage);
  return {
    format: [Object.fromEntries(allowed.map((format) => [format, 1])), usual],
    formats: { supported: [...allowed].sort(), default: usual },
    ...(storageType(storage.type)?.selectsExisting === true ? { select_existing: 1 } : {}),
  };
}
