import type { Routes } from "../call.js";
import { fail } from "../failure.js";
import { sectionHandlers, type SectionObject } from "../section-object.js";
import { without, type Section } from "../section.js";
import type { World } from "../world.js";
import { nodeFigures } from "./figures.js";

const path = "/cluster/metrics/server";
const source = "/usr/share/perl5/PVE";

const servers: SectionObject = {
  path,
  id: "id",
  file: "metrics",
  kind: "metrics",
  says: {
    exists: (id) => `Metric server '${id}' already exists`,
    missing: (id) => `status server entry '${id}' does not exist`,
  },
  prepared: (_, section) => {
    // Only this kind is asked whether it is there; a simulated node reaches no server.
    if (section["type"] === "opentelemetry")
      fail(
        `Connection test failed: 500 Can't connect to ${section["server"]}:${section["port"]} (Connection refused) at ${source}/Status/OpenTelemetry.pm line 707.`,
      );
    return section;
  },
  shown: (section) => without(section, new Set(["token"])),
};

const handlers = sectionHandlers(servers);

/** Servers that figures are sent to, and the figures. */
export const metricsRoutes: Routes = {
  [`GET ${path}`]: (call) =>
    (handlers.list(call) as readonly Section[]).map(({ id, type, server, port, disable = 0 }) => ({
      id,
      type,
      server,
      port,
      disable,
    })),
  [`POST ${path}/{id}`]: handlers.create,
  [`GET ${path}/{id}`]: (call) => without(handlers.read(call) as Section, new Set(["id", "digest"])),
  [`PUT ${path}/{id}`]: handlers.update,
  [`DELETE ${path}/{id}`]: (call) => {
    if (!(handlers.list(call) as readonly Section[]).some(({ id }) => id === call.parameters["id"]))
      fail(`cannot lookup undefined type! at ${source}/API2/Cluster/MetricServer.pm line 295.`);
    return handlers.remove(call);
  },
  "GET /cluster/metrics/export": ({ world }) => ({
    data: [...world.nodes.keys()].flatMap((node) => nodeMetrics(world, node)),
  }),
};

/** The figures of a node as they are now. */
function nodeMetrics(world: World, node: string) {
  const { cpu, maxcpu, mem, maxmem, disk, maxdisk, uptime } = nodeFigures(world);
  const figures = {
    uptime,
    cpu_avg1: 0.1,
    cpu_avg5: 0.1,
    cpu_avg15: 0.1,
    cpu_max: maxcpu,
    cpu_current: cpu,
    cpu_iowait: 0,
    mem_total: maxmem,
    mem_used: mem,
    swap_total: 0,
    swap_used: 0,
    disk_total: maxdisk,
    disk_used: disk,
    net_in: uptime * 1000,
    net_out: uptime * 1000,
  };
  return Object.entries(figures).map(([metric, value]) => ({
    id: `node/${node}`,
    metric,
    timestamp: Math.floor(world.clock.now() / 1000),
    type: metric.startsWith("net_") ? "derive" : "gauge",
    value,
  }));
}
