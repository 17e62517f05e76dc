import type { World } from "../../world.js";
import { together } from "./affinity.js";
import { managerOf, type MoveCommand } from "./manager-state.js";

/** Tells the manager to move a resource, and with it those that are to be where it is. */
export function queueMove(world: World, sid: string, command: MoveCommand): void {
  for (const each of [sid, ...together(world, sid)]) managerOf(world).commands.set(each, command);
}
