import { textOf, type Call } from "../../call.js";
import { isQuorate, seenFrom } from "../../cluster/membership.js";
import { fail, parameterFailure } from "../../failure.js";
import type { World } from "../../world.js";

/** The node that a guest is to go to, if it is another one of the cluster. */
export function targetOf(call: Call): string {
  const target = textOf(call, "target") as string;
  if (target === call.local) throw parameterFailure({ target: "target is local node." });
  if (!call.world.nodes.has(target)) fail(`no such cluster node '${target}'`);
  return target;
}

/** The last that is looked at: whether the other node can be logged in to. */
export function assertReachable(world: World, from: string, target: string): void {
  const isThere = seenFrom(world, from).has(target) && isQuorate(world, from);
  if (!isThere) fail("Can't connect to destination address using public key");
}
