import { managerOf } from "../cluster/ha/manager-state.js";
import { regainQuorum } from "../cluster/membership.js";
import type { World } from "../world.js";

/**
 * Makes a world go on whose process is gone: nodes are up and together again, guests run as they ran; tasks were ended
 * in the middle of what they did, as by a loss of power, and what they locked stays locked.
 */
export function recover(world: World): void {
  for (const node of world.nodes.values()) node.condition = "online";
  regainQuorum(world);
  for (const guest of world.guests.values()) delete guest.standsBy;
  for (const service of managerOf(world).services.values()) service.isBusy = false;
  const now = Math.floor(world.clock.now() / 1000);
  for (const task of world.tasks.byUpid.values()) {
    task.exit ??= "unexpected status";
    task.end ??= now;
  }
}
