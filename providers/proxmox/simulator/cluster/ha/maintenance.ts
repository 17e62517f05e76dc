import { fail } from "../../failure.js";
import type { World } from "../../world.js";
import { membershipChanged } from "../membership-changes.js";
import { managerOf } from "./manager-state.js";

/** Begins or ends a node's maintenance: HA moves what it cares for away, and back. */
export function setMaintenance(world: World, node: string, mode: "enable" | "disable"): void {
  if (!world.nodes.has(node)) fail(`node '${node}' not in cluster`);
  const { maintenance } = managerOf(world);
  if (mode === "enable") maintenance.add(node);
  else maintenance.delete(node);
  membershipChanged(world);
}
