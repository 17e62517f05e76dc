import { slice, type World } from "../world.js";

/** What the cluster is called, as soon as it has two nodes. */
export const clusterName = "simulated";

const votes = slice("cluster-votes", () => ({ areLost: false }));

/** Whether there is a cluster at all: a node alone is none, and always has its own word. */
export function isClustered({ nodes }: World): boolean {
  return nodes.size > 1;
}

/** The nodes that one node can talk to, itself among them. */
export function seenFrom({ nodes }: World, from: string): ReadonlySet<string> {
  const isCutOff = ({ condition }: { readonly condition: string }) =>
    condition === "off" || condition === "isolated";
  const own = nodes.get(from);
  if (own !== undefined && isCutOff(own)) return new Set([from]);
  return new Set([...nodes.values()].filter((node) => !isCutOff(node)).map(({ name }) => name));
}

/** Whether a node's side of the cluster has more than half of the votes: without, nothing can be written. */
export function isQuorate(world: World, from: string): boolean {
  return !votes(world).areLost && seenFrom(world, from).size * 2 > world.nodes.size;
}

/** Takes the quorum away from everybody, whoever sees whom, until it is given back. */
export function loseQuorum(world: World): void {
  votes(world).areLost = true;
}

export function regainQuorum(world: World): void {
  votes(world).areLost = false;
}
