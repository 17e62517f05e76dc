import { ApiFailure, ProxyFailure } from "../failure.js";
import type { World } from "../world.js";
import { seenFrom } from "./membership.js";

/** How long a node's web server waits for another one. */
const patienceMilliseconds = 30_000;

/** Carries a request from the node that was asked to the node that it is for, as far as it gets. */
export async function forward(world: World, from: string, to: string): Promise<void> {
  if (from === to) return;
  const { condition } = world.nodes.get(to) ?? unknownNode(to);
  if (!seenFrom(world, from).has(to)) throw new ProxyFailure(595, "No route to host");
  switch (condition) {
    case "off":
    case "isolated":
    case "online":
      return;
    case "refusing":
      throw new ProxyFailure(595, "Connection refused");
    case "hanging":
      await world.clock.sleep(patienceMilliseconds);
      throw new ProxyFailure(596, "Connection timed out");
  }
}

/** A name that no address is known for. */
export function unknownNode(name: string): never {
  throw new ApiFailure(
    500,
    `hostname lookup '${name}' failed - failed to get address info for: ${name}: Temporary failure in name resolution`,
  );
}
