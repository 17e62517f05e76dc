import { fail } from "../failure.js";
import { firstNode } from "../nodes/first-node.js";
import type { World } from "../world.js";
import { nodesOf, storageOf } from "./properties.js";
import type { Storage } from "./storage.js";

/** Whether a storage is switched on, and is for a node; of the first node if none is named. */
export function isEnabled(world: World, id: string, node?: string): boolean {
  return obstacle(world, id, node) === undefined;
}

/** The storage, or PVE's refusal of one that is switched off or not for the node. */
export function enabledStorage(world: World, id: string, node?: string): Storage {
  const refusal = obstacle(world, id, node);
  return refusal === undefined ? storageOf(world, id) : fail(refusal);
}

function obstacle(world: World, id: string, node?: string): string | undefined {
  const storage = storageOf(world, id);
  if (storage.config["disable"] === 1) return `storage '${id}' is disabled`;
  const here = node ?? firstNode(world);
  return nodesOf(storage)?.includes(here) === false
    ? `storage '${id}' is not available on node '${here}'`
    : undefined;
}
