import { simulateNode, type NodeServing, type SimulatedNode } from "./simulated-node.js";
import type { World } from "./world.js";

export interface NodesServing extends Omit<NodeServing, "host"> {
  /** Where each node listens, all at the first one's port; this machine's own address with ports of their own if not said. */
  readonly hosts: readonly string[] | undefined;
}

/** Starts to answer as all of a world's nodes; the first is the first of the answer. */
export async function simulateNodes(
  world: World,
  { hosts, port, sshPort, ...more }: NodesServing,
): Promise<readonly [SimulatedNode, ...SimulatedNode[]]> {
  const [first, ...others] = world.nodes.keys();
  if (first === undefined) throw new Error("a simulation has one node at least");
  const one = await simulateNode(world, first, { host: hosts?.[0], port, sshPort, ...more });
  const taken = hosts === undefined ? 0 : Number(new URL(one.endpoint).port);
  const sshTaken = hosts === undefined && one.ssh !== undefined ? 0 : one.ssh?.port;
  const rest = others.map((name, index) =>
    simulateNode(world, name, { host: hosts?.[index + 1], port: taken, sshPort: sshTaken, ...more }),
  );
  return [one, ...(await Promise.all(rest))];
}
