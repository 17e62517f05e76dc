import type { World } from "../../world.js";
import { apart, nodeRuleOf, together } from "./affinity.js";
import { managerOf } from "./manager-state.js";

export interface Seat {
  readonly sid: string;
  /** Where it is now. */
  readonly current: string;
  /** Nodes that can take services. */
  readonly usable: ReadonlySet<string>;
  /** Nodes that are not to be tried. */
  readonly except: readonly string[];
  /** Whether it goes to where it is preferred, or stays where it may be. */
  readonly bias: "preferred" | "present";
}

/** Where a service is to be: by its rules, then where it is, then where the fewest others are; undefined for nowhere. */
export function selectNode(world: World, { sid, current, usable, except, bias }: Seat): string | undefined {
  const mayTake = [...usable].filter((node) => !except.includes(node));
  const ranks = ranked(world, sid, mayTake);
  const groups = ranks.map((group) => withCompany(world, { sid, current, group }));
  if (bias === "present" && groups.some((group) => group.includes(current))) return current;
  const best = groups.find((group) => group.length > 0);
  if (best === undefined || best.includes(current)) return best && current;
  const load = (node: string) =>
    [...managerOf(world).services.values()].filter((service) => service.node === node).length;
  return [...best].sort((one, other) => load(one) - load(other) || (one < other ? -1 : 1))[0];
}

/** Groups of nodes, the most preferred first; what a rule does not name comes last, if it may come at all. */
function ranked(world: World, sid: string, nodes: readonly string[]): readonly (readonly string[])[] {
  const rule = nodeRuleOf(world, sid);
  if (rule === undefined) return [nodes];
  const priorities = [...new Set(rule.priorities.values())].sort((one, other) => other - one);
  const named = priorities.map((priority) => nodes.filter((node) => rule.priorities.get(node) === priority));
  return rule.isStrict ? named : [...named, nodes.filter((node) => !rule.priorities.has(node))];
}

interface Company {
  readonly sid: string;
  readonly current: string;
  readonly group: readonly string[];
}

/** The nodes of a group where those are that it is to be with, and none that it is not to be with. */
function withCompany(world: World, { sid, current, group }: Company): readonly string[] {
  const { services } = managerOf(world);
  const placeOf = (other: string) => services.get(other)?.target ?? services.get(other)?.node;
  const avoided = new Set(apart(world, sid).map(placeOf));
  const free = group.filter((node) => !avoided.has(node));
  const friends = together(world, sid).flatMap((other) => placeOf(other) ?? []);
  if (friends.length === 0) return free;
  const count = (node: string) => [...friends, current].filter((each) => each === node).length;
  const wanted = [...free].sort((one, other) => count(other) - count(one) || (one < other ? -1 : 1))[0];
  return wanted === undefined ? [] : [wanted];
}
