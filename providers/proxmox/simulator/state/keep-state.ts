import type { Closing } from "../closing.js";
import type { World } from "../world.js";
import { KeptState } from "./kept-state.js";

/** How often is looked for what changed by itself, in milliseconds. */
const interval = 200;

/** Keeps a world's state in a file from now on: after each accepted write, and soon after what time brings about. */
export function keepState(world: World, path: string, closing: Closing): void {
  const { release, nodes, secret } = world;
  const state = new KeptState(path, { release, nodes: [...nodes.keys()], secret });
  state.begin(world);
  world.save = () => state.save(world);
  const looking = setInterval(() => {
    try {
      world.save();
    } catch {
      // What can't be written now is tried again soon, and the next write tells why.
    }
  }, interval).unref();
  closing.add(async () => {
    clearInterval(looking);
    world.save();
    world.save = () => undefined;
    state.close();
  });
}
