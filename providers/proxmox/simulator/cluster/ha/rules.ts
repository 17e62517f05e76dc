import { textOf, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";
import { listed } from "./listed.js";

const path = "/cluster/ha/rules";

const rules: SectionObject = {
  path,
  id: "rule",
  file: "ha-rule",
  kind: "ha-rule",
  says: {
    exists: (rule) => `HA rule '${rule}' already defined`,
    missing: (rule) => `no such ha rule '${rule}'`,
    create: "create ha rule failed",
    update: "update ha rules failed",
    remove: "delete ha rule failed",
  },
  prepared: ({ world }, sent, { id }) => {
    const section = canonical(sent);
    assertKnown(world, section);
    const problems = problemsOf(world, id, section);
    if (problems.length > 0) fail(`400 Rule '${id}' is invalid.\nresources: ${problems.join(", ")}`);
    return section;
  },
  shown: (section) => ({ ...section, ...(section["type"] === "node-affinity" ? { order: 1 } : {}) }),
};

const handlers = sectionHandlers(rules);

/** Where HA resources may run, and beside which others. */
export const haRuleRoutes: Routes = {
  [`GET ${path}`]: (call) => {
    const resource = textOf(call, "resource");
    return (handlers.list(call) as readonly Section[]).filter(
      ({ resources }) => resource === undefined || String(resources).split(",").includes(resource),
    );
  },
  [`POST ${path}`]: handlers.create,
  [`GET ${path}/{rule}`]: handlers.read,
  [`PUT ${path}/{rule}`]: (call) => {
    const type = sectionsOf(call.world, rules.file).get(textOf(call, "rule") as string)?.["type"];
    if (type !== undefined && call.parameters["type"] !== type)
      fail(`update ha rules failed: type '${textOf(call, "type")}' does not match rule type '${type}'`);
    return handlers.update(call);
  },
  [`DELETE ${path}/{rule}`]: handlers.remove,
};

/** Lists sorted and without repetition; that `disable` is there at all is what counts. */
function canonical({ resources, nodes, disable, ...section }: Section): Section {
  return {
    ...section,
    resources: sorted(resources),
    ...(nodes === undefined ? {} : { nodes: sorted(nodes) }),
    ...(disable === undefined ? {} : { disable: 1 }),
  };
}

function sorted(list: string | number | undefined): string {
  return [...new Set(listed(list))].sort().join(",");
}

function assertKnown(world: World, { resources, nodes }: Section): void {
  const managed = sectionsOf(world, "ha-resource");
  const unmanaged = listed(resources).filter((sid) => !managed.has(sid));
  if (unmanaged.length > 0) fail(`cannot use unmanaged resource(s) ${unmanaged.join(", ")}.`);
  const unknown = listed(nodes).filter((node) => !world.nodes.has(node.split(":")[0] as string));
  if (unknown.length > 0) fail(`cannot use non-existent node(s) ${unknown.join(", ")}.`);
}

/** Why a rule can't hold. A node outside of a cluster is not one that the HA manager can use. */
function problemsOf(world: World, id: string, { type, resources, affinity }: Section): readonly string[] {
  const named = listed(resources);
  if (type === "node-affinity")
    return named
      .filter((sid) => ruleOf(world, sid, id) !== undefined)
      .map((sid) => `resource '${sid}' is already used in another node affinity rule`);
  const available = world.nodes.size < 2 ? 0 : world.nodes.size;
  return [
    ...(named.length < 2 ? ["rule is ineffective as there are less than two resources"] : []),
    ...(affinity === "negative" && named.length > available
      ? ["rule defines more resources than available nodes"]
      : []),
  ];
}

function ruleOf(world: World, sid: string, except: string): string | undefined {
  return [...sectionsOf(world, rules.file)].find(
    ([id, { type, resources, disable }]) =>
      id !== except && type === "node-affinity" && disable === undefined && listed(resources).includes(sid),
  )?.[0];
}
