import { privilegesAt } from "../access/permissions.js";
import type { Call } from "../call.js";
import { nodeFigures } from "../cluster/figures.js";
import { seenFrom } from "../cluster/membership.js";

/** A node as lists show it; how busy it is, is only for those who may look, and of a node that isn't seen not known. */
export function nodeRow({ world, local, user }: Call, node: string) {
  const row = { id: `node/${node}`, node, type: "node" };
  if (!seenFrom(world, local).has(node)) return { ...row, status: "offline" };
  const mayLook = privilegesAt(world, user, `/nodes/${node}`).has("Sys.Audit");
  return { ...row, status: "online", level: "", ...(mayLook ? nodeFigures(world) : {}) };
}
