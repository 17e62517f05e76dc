import type { World } from "../../world.js";
import { apart, nodeRuleOf, together } from "./affinity.js";
import { haResourceOf } from "./state.js";

/** What a resource is kept from a node by. */
export interface Blocking {
  readonly sid: string;
  readonly cause: "node-affinity" | "resource-affinity";
}

/** What else goes when a guest goes. */
export function dependentResources(world: World, vmid: number): readonly string[] {
  const sid = managed(world, vmid);
  return sid === undefined ? [] : together(world, sid);
}

/** What keeps a guest, and what goes with it, from a node. */
export function blockingResources(world: World, vmid: number, node: string): readonly Blocking[] {
  const sid = managed(world, vmid);
  if (sid === undefined) return [];
  const going = [sid, ...together(world, sid)];
  const isThere = (other: string) => world.guests.get(Number(other.split(":")[1]))?.node === node;
  const others = going
    .flatMap((each) => apart(world, each))
    .filter((other) => !going.includes(other) && isThere(other));
  const strict = going.filter((each) => {
    const rule = nodeRuleOf(world, each);
    return rule?.isStrict === true && !rule.priorities.has(node);
  });
  return [
    ...strict.map((each) => ({ sid: each, cause: "node-affinity" as const })),
    ...[...new Set(others)].map((each) => ({ sid: each, cause: "resource-affinity" as const })),
  ];
}

function managed(world: World, vmid: number): string | undefined {
  const [sid, section] = haResourceOf(world, vmid) ?? [];
  return section?.["state"] === "ignored" ? undefined : sid;
}
