import type { Call, Handler, Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";

const path = "/cluster/ha/groups";

const haGroups: SectionObject = {
  path,
  id: "group",
  file: "ha-group",
  type: "group",
  says: {
    exists: (group) => `ha group ID '${group}' already defined`,
    missing: (group) => `no such ha group '${group}'`,
    create: "create ha group failed",
    update: "update ha groups config failed",
    remove: "delete ha group failed",
  },
  removing: ({ world }, group) => {
    for (const [sid, resource] of sectionsOf(world, "ha-resource"))
      if (resource["group"] === group) fail(`ha group is used by service '${sid}'`);
  },
};

const { list, create, read, update, remove } = sectionHandlers(haGroups);

/** Nodes that resources run on, before release 9. Since then there are rules, and every use of groups says so. */
export const haGroupRoutes: Routes = {
  [`GET ${path}`]: before9("index groups", list),
  [`POST ${path}`]: before9("create group", create),
  [`GET ${path}/{group}`]: before9("read group", read),
  [`PUT ${path}/{group}`]: before9("update group", update),
  [`DELETE ${path}/{group}`]: before9("delete group", remove),
};

function before9(what: string, handler: Handler): Handler {
  return (call) =>
    call.world.release === "8.4"
      ? handler(call)
      : fail(`cannot ${what}: ha groups have been migrated to rules`);
}

/** Refuses a resource whose group there is not, or that has one where there are none any more. */
export function assertGroup({ world, parameters }: Call): void {
  const { group } = parameters;
  if (group === undefined) return;
  if (world.release !== "8.4") fail("invalid parameter 'group': ha groups have been migrated to rules");
  if (!sectionsOf(world, haGroups.file).has(String(group))) fail(`HA group '${group}' does not exist`);
}
