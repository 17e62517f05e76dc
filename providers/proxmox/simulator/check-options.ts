import type { SimulationOptions } from "./simulation.js";
import type { Origin } from "./state/kept-state.js";

const nodeName = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;

/** Refuses what no simulation can begin with, and says what would do. */
export function checkOptions({ nodes, hosts, rootPassword, ...ports }: SimulationOptions): void {
  if (nodes !== undefined) checkNodes(nodes);
  if (hosts !== undefined && hosts.length !== (nodes ?? [""]).length)
    throw new Error(`there are ${hosts.length} hosts for ${(nodes ?? [""]).length} nodes: name one for each`);
  if (rootPassword === "")
    throw new Error("the password of root@pam is empty: say one, or none for a random one");
  for (const [name, asked] of [
    ["port", { port: ports.port }],
    ["ssh", ports.ssh],
    ["control", ports.control],
  ] as const)
    if (typeof asked === "object") checkPort(name, asked.port ?? 0);
}

/** Refuses to go on with a state as what it isn't. */
export function checkState({ state, nodes, release }: SimulationOptions, origin: Origin | undefined): void {
  if (origin === undefined) return;
  const said = nodes?.join(", ") ?? "";
  const kept = origin.nodes.join(", ");
  if (nodes !== undefined && said !== kept)
    throw new Error(
      `the state in ${state} is of the nodes ${kept}, not ${said}: say none, or choose another directory`,
    );
  if (release !== undefined && release !== origin.release)
    throw new Error(
      `the state in ${state} is of version ${origin.release}, not ${release}: say none, or choose another directory`,
    );
}

function checkNodes(nodes: readonly string[]): void {
  if (nodes.length === 0) throw new Error("there are no nodes: name one at least, or none for `pve1`");
  for (const [index, name] of nodes.entries()) {
    if (!nodeName.test(name))
      throw new Error(`'${name}' is no name of a node: use letters, digits, and '-' between them`);
    if (nodes.indexOf(name) < index)
      throw new Error(`two nodes are called '${name}': give each a name of its own`);
  }
}

function checkPort(name: string, port: number): void {
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`${name}: ${port} is no port: use a number from 1 to 65535, or 0 for any free one`);
}
