import { sectionsOf } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";
import { listed } from "./listed.js";

/** The nodes that a resource is to be on, with how much each is preferred. */
export interface NodeRule {
  readonly priorities: ReadonlyMap<string, number>;
  /** Whether it may be nowhere else. */
  readonly isStrict: boolean;
}

/** The rule about the nodes of a resource; undefined if it may be anywhere. */
export function nodeRuleOf(world: World, sid: string): NodeRule | undefined {
  const rule = rulesAbout(world, sid).find(({ type }) => type === "node-affinity");
  if (rule === undefined) return undefined;
  const priorities = listed(rule["nodes"]).map((text): readonly [string, number] => {
    const [node = "", priority = "0"] = text.split(":");
    return [node, Number(priority)];
  });
  return { priorities: new Map(priorities), isStrict: Number(rule["strict"] ?? 0) === 1 };
}

/** The resources that are to be where this one is, those that they are to be with among them. */
export function together(world: World, sid: string): readonly string[] {
  const found = new Set([sid]);
  for (const each of found) for (const other of related(world, each, "positive")) found.add(other);
  return [...found].filter((other) => other !== sid).sort();
}

/** The resources that are not to be where this one is. */
export function apart(world: World, sid: string): readonly string[] {
  return [
    ...new Set([sid, ...together(world, sid)].flatMap((each) => related(world, each, "negative"))),
  ].sort();
}

function related(world: World, sid: string, affinity: "positive" | "negative"): readonly string[] {
  return rulesAbout(world, sid)
    .filter((rule) => rule["affinity"] === affinity)
    .flatMap(({ resources }) => listed(resources))
    .filter((other) => other !== sid);
}

function rulesAbout(world: World, sid: string): readonly Section[] {
  return [...sectionsOf(world, "ha-rule").values()].filter(
    ({ resources, disable }) => disable === undefined && listed(resources).includes(sid),
  );
}
