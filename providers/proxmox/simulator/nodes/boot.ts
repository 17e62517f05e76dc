import { dispatch } from "../dispatch.js";
import type { World } from "../world.js";

/** A node that has its power back starts the guests that start at boot. */
export async function boot(world: World, node: string): Promise<void> {
  const path = `/nodes/${node}/startall`;
  await dispatch(world, { verb: "POST", path, parameters: {}, local: node }, () => "root@pam");
}
