import { listOf, textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { changedSection, newSection, sectionsDigest, without, type Section } from "../section.js";
import type { World } from "../world.js";

const path = "/cluster/metrics/server";
const ownNames = new Set(["id"]);

/** Servers that figures are sent to. */
export const metricsRoutes: Routes = {
  [`GET ${path}`]: ({ world }) =>
    [...serversOf(world)].map(([id, { type, server, port, disable = 0 }]) => ({
      id,
      type,
      server,
      port,
      disable,
    })),
  [`POST ${path}/{id}`]: (call) => {
    const id = textOf(call, "id") as string;
    const servers = serversOf(call.world);
    if (servers.has(id)) fail(`Metric server '${id}' already exists`);
    servers.set(
      id,
      newSection("metrics", textOf(call, "type") as string, without(call.parameters, ownNames)),
    );
    return null;
  },
  [`GET ${path}/{id}`]: (call) => serverOf(call),
  [`PUT ${path}/{id}`]: (call) => {
    const servers = serversOf(call.world);
    const name = textOf(call, "id") as string;
    const digest = textOf(call, "digest");
    if (digest !== undefined && digest !== sectionsDigest(servers))
      fail("detected modified configuration - file changed by other user? Try again.");
    const sent = without(call.parameters, ownNames);
    servers.set(
      name,
      changedSection("metrics", serverOf(call), { name, sent, removed: listOf(call, "delete") }),
    );
    return null;
  },
  [`DELETE ${path}/{id}`]: (call) => {
    if (!serversOf(call.world).delete(textOf(call, "id") as string))
      fail("cannot lookup undefined type! at /usr/share/perl5/PVE/API2/Cluster/MetricServer.pm line 295.");
    return null;
  },
};

function serversOf({ sections }: World): Map<string, Section> {
  const known = sections.get("metrics") ?? new Map<string, Section>();
  sections.set("metrics", known);
  return known;
}

function serverOf(call: Call): Section {
  const id = textOf(call, "id") as string;
  return serversOf(call.world).get(id) ?? fail(`status server entry '${id}' does not exist`);
}
