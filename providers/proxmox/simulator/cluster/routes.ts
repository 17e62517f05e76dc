import type { Routes } from "../call.js";
import { parameterFailure } from "../failure.js";
import type { Task } from "../tasks.js";
import { acmeRoutes } from "./acme.js";
import { configRoutes } from "./config.js";
import { cpuFlagRoutes } from "./cpu-flags.js";
import { cpuModelRoutes } from "./cpu-models.js";
import { jobRoutes } from "./jobs/routes.js";
import { mappingRoutes } from "./mapping.js";
import { replicationRoutes } from "./replication.js";
import { notificationRoutes } from "./notifications/routes.js";
import { sdnRoutes } from "./sdn/routes.js";
import { haGroupRoutes } from "./ha/groups.js";
import { haResourceRoutes } from "./ha/resources.js";
import { haRuleRoutes } from "./ha/rules.js";
import { haStatusRoutes } from "./ha/status.js";
import { metricsRoutes } from "./metrics.js";
import { nextIdRange, optionRoutes } from "./options.js";
import { poolRoutes } from "./pools.js";
import { resourceRoutes } from "./resources.js";
import { statusRoutes } from "./status.js";
import { taskListRoutes } from "./task-list.js";

export const clusterRoutes: Routes = {
  "GET /version": ({ world }) => ({
    version: world.version,
    release: world.release,
    repoid: "3f1a8d5e0c2b4a69",
  }),
  "GET /cluster/nextid": ({ world, parameters }) => {
    const wanted = parameters["vmid"];
    if (wanted !== undefined) {
      if (world.guests.has(Number(wanted))) throw parameterFailure({ vmid: `VM ${wanted} already exists` });
      return String(wanted);
    }
    const [lower, upper] = nextIdRange(world);
    for (let vmid = lower; vmid < upper; vmid++) if (!world.guests.has(vmid)) return String(vmid);
    throw new Error("unable to get any free VMID in range");
  },
  ...resourceRoutes,
  ...statusRoutes,
  ...taskListRoutes,
  "GET /cluster/log": ({ world, parameters }) =>
    world.tasks
      .list()
      .flatMap(logLines)
      .slice(0, Number(parameters["max"] ?? 50))
      .map((line, index, { length }) => ({
        ...line,
        uid: String(length - index),
        id: `${length - index}:${line.node}`,
      })),
  ...optionRoutes,
  ...poolRoutes,
  ...metricsRoutes,
  ...configRoutes,
  ...jobRoutes,
  ...mappingRoutes,
  ...cpuFlagRoutes,
  ...cpuModelRoutes,
  ...replicationRoutes,
  ...acmeRoutes,
  ...sdnRoutes,
  ...notificationRoutes,
  ...haGroupRoutes,
  ...haResourceRoutes,
  ...haRuleRoutes,
  ...haStatusRoutes,
};

/** The end of a task, and before it its start: newest first. */
function logLines({ upid, node, user, start, end, exit }: Task) {
  const [, , pid] = upid.split(":") as [string, string, string];
  const line = { node, user, tag: "pvedaemon", pri: 6, pid: parseInt(pid, 16) };
  const started = { ...line, time: start, msg: `starting task ${upid}` };
  return end === undefined ? [started] : [{ ...line, time: end, msg: `end task ${upid} ${exit}` }, started];
}
