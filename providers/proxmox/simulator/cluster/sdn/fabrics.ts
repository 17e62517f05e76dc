import { elementsOf, textOf, type Call, type Handler, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { sectionHandlers, sectionsDigestOf, sectionsOf, type SectionObject } from "../../section-object.js";
import { without, type Section } from "../../section.js";
import { locked, maySee } from "./staged-routes.js";
import { viewOf, viewOfOne } from "./staging.js";

const base = "/cluster/sdn/fabrics";

/** What a fabric's routing speaks is the type of its section. */
const spoken = (section: Section): Section => ({
  ...without(section, new Set(["protocol"])),
  type: section["protocol"] ?? (section["type"] as string),
});

const fabrics: SectionObject = {
  path: `${base}/fabric`,
  id: "id",
  file: "sdn-fabric",
  says: {
    exists: (id) => `fabric '${id}' already exists`,
    missing: (id) => `fabric '${id}' does not exist`,
  },
  prepared: (_, section) => spoken(section),
  removing: ({ world }, id) => {
    const isUsed = [...sectionsOf(world, "sdn-fabric-node").keys()].some((name) => name.startsWith(`${id}_`));
    if (isUsed) fail(`cannot delete fabric '${id}': it still has nodes`);
  },
  shown: ({ type, ...section }) => ({ ...section, protocol: type }),
};

/** A fabric's nodes are named by both: `fabric_node`. */
const members: SectionObject = {
  path: `${base}/node`,
  id: "member",
  file: "sdn-fabric-node",
  says: {
    exists: (id) => `node '${id}' already exists`,
    missing: (id) => `node '${id}' does not exist`,
  },
  prepared: ({ world }, section) => {
    const fabric = String(section["fabric_id"]);
    if (!sectionsOf(world, fabrics.file).has(fabric)) fail(`fabric '${fabric}' does not exist`);
    return spoken(section);
  },
  shown: ({ type, ...section }) => ({
    ...section,
    protocol: type,
    interfaces: elementsOf(section["interfaces"]),
  }),
};

const handlers = { fabric: sectionHandlers(fabrics), member: sectionHandlers(members) };
const member = `${base}/node/{fabric_id}/{node_id}`;

/** Nodes that route among themselves. */
export const fabricRoutes: Routes = {
  [`GET ${base}/fabric`]: fabricsOf,
  [`POST ${base}/fabric`]: locked(undefined, handlers.fabric.create),
  [`GET ${base}/fabric/{id}`]: (call) => viewOfOne(call, fabrics),
  [`PUT ${base}/fabric/{id}`]: locked(undefined, handlers.fabric.update),
  [`DELETE ${base}/fabric/{id}`]: locked(undefined, handlers.fabric.remove),
  [`GET ${base}/node`]: membersOf,
  [`GET ${base}/node/{fabric_id}`]: (call) =>
    membersOf(call).filter((row) => row["fabric_id"] === textOf(call, "fabric_id")),
  [`POST ${base}/node/{fabric_id}`]: locked(undefined, named(handlers.member.create)),
  [`GET ${member}`]: named((call) => plain(viewOfOne(call, members))),
  [`PUT ${member}`]: locked(undefined, named(handlers.member.update)),
  [`DELETE ${member}`]: locked(undefined, named(handlers.member.remove)),
  [`GET ${base}/all`]: (call) => {
    const rows = fabricsOf(call);
    const digest = sectionsDigestOf(call.world, fabrics.file);
    // Without a fabric PVE answers two rows that say nothing.
    return { fabrics: rows.length === 0 ? [{ digest }, { digest }] : rows, nodes: membersOf(call) };
  },
};

function fabricsOf(call: Call): readonly Section[] {
  return viewOf(call, fabrics).filter(({ id }) => maySee(call, `/sdn/fabrics/${id}`));
}

function membersOf(call: Call): readonly Section[] {
  return viewOf(call, members)
    .map(plain)
    .filter((row) => maySee(call, `/sdn/fabrics/${row["fabric_id"]}`));
}

function plain(row: Section): Section {
  return without(row, new Set(["member"]));
}

function named(handler: Handler): Handler {
  return (call) => {
    const name = `${textOf(call, "fabric_id")}_${textOf(call, "node_id")}`;
    return handler({ ...call, parameters: { ...call.parameters, member: name } });
  };
}
