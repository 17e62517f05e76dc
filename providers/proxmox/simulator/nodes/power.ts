import { dispatch } from "../dispatch.js";
import type { World } from "../world.js";

/** Whatever ran on a node is gone, in the middle of what it did; what is on disks stays. */
export function losePower(world: World, node: string): void {
  world.tasks.abandon(node);
  world.locks.forget(node);
  for (const guest of world.guests.values()) if (guest.node === node) guest.running = undefined;
}

/** A node that has its power back starts the guests that start at boot. */
export async function boot(world: World, node: string): Promise<void> {
  await dispatch(
    world,
    { verb: "POST", path: `/nodes/${node}/startall`, parameters: {}, local: node },
    () => "root@pam",
  );
}
