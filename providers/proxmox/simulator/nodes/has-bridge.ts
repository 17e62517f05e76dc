import { runningOf } from "../cluster/sdn/staging.js";
import type { World } from "../world.js";

/** Whether a guest's interface can be plugged into it: a bridge of the node, or a vnet that is applied. */
export function hasBridge(world: World, node: string, name: string): boolean {
  return world.nodes.get(node)?.interfaces.has(name) === true || runningOf(world, "sdn-vnet").has(name);
}
