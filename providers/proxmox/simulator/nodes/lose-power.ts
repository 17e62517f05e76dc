import type { World } from "../world.js";

/** Whatever ran on a node is gone, in the middle of what it did; what is on disks stays. */
export function losePower(world: World, node: string): void {
  world.tasks.abandon(node);
  world.locks.forget(node);
  for (const guest of world.guests.values()) if (guest.node === node) guest.running = undefined;
}
