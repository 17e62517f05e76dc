import { privilegesAt } from "../access/permissions.js";
import type { Call, Routes } from "../call.js";
import { parameterFailure } from "../failure.js";
import { guestRow } from "../guests/row.js";
import { storageRow } from "../storages/row.js";
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
import { runningOf } from "./sdn/staging.js";
import { haStateOf } from "./ha/state.js";
import { haResourceRoutes } from "./ha/resources.js";
import { haRuleRoutes } from "./ha/rules.js";
import { haStatusRoutes } from "./ha/status.js";
import { nodeFigures } from "./figures.js";
import { metricsRoutes } from "./metrics.js";
import { nextIdRange, optionRoutes } from "./options.js";
import { poolRoutes } from "./pools.js";

export { nodeFigures };

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
  "GET /cluster/resources": (call) => {
    const type = call.parameters["type"];
    const rows = [
      ...poolRows(call),
      ...guestRows(call),
      ...nodeRows(call),
      ...storageRows(call),
      ...networkRows(call),
    ];
    return rows.filter(
      (row) =>
        type === undefined ||
        row.type === type ||
        (type === "vm" && (row.type === "qemu" || row.type === "lxc")),
    );
  },
  "GET /cluster/status": ({ world: { nodes } }) => [
    ...(nodes.size < 2
      ? []
      : [{ type: "cluster", id: "cluster", name: "simulated", version: 1, nodes: nodes.size, quorate: 1 }]),
    ...[...nodes.keys()].map((name, index) => ({
      type: "node",
      id: `node/${name}`,
      name,
      // Only a cluster gives numbers to its nodes.
      nodeid: nodes.size < 2 ? 0 : index + 1,
      ip: `192.0.2.${index + 10}`,
      online: 1,
      local: index === 0 ? 1 : 0,
      level: "",
    })),
  ],
  "GET /cluster/tasks": ({ world }) =>
    world.tasks.list().map(({ upid, node, type, id, user, start, end, exit }) => ({
      upid,
      node,
      type,
      id,
      ...userOf(user),
      starttime: start,
      ...(end === undefined ? {} : { endtime: end, status: exit, saved: "1" }),
    })),
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
  ...haResourceRoutes,
  ...haRuleRoutes,
  ...haStatusRoutes,
};

function userOf(authId: string) {
  const [user, tokenid] = authId.split("!");
  return { user, ...(tokenid === undefined ? {} : { tokenid }) };
}

/** The end of a task, and before it its start: newest first. */
function logLines({ upid, node, user, start, end, exit }: Task) {
  const [, , pid] = upid.split(":") as [string, string, string];
  const line = { node, user, tag: "pvedaemon", pri: 6, pid: parseInt(pid, 16) };
  const started = { ...line, time: start, msg: `starting task ${upid}` };
  return end === undefined ? [started] : [{ ...line, time: end, msg: `end task ${upid} ${exit}` }, started];
}

interface Row {
  readonly id: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

function guestRows({ world, user }: Call): readonly Row[] {
  return [...world.guests]
    .filter(([vmid]) => privilegesAt(world, user, `/vms/${vmid}`).has("VM.Audit"))
    .map(([vmid, guest]) => {
      const hastate = haStateOf(world, vmid);
      return { ...guestRow(world, vmid, guest), ...(hastate === undefined ? {} : { hastate }) };
    });
}

function nodeRows({ world, user }: Call): readonly Row[] {
  return [...world.nodes.keys()].map((node) => ({
    id: `node/${node}`,
    type: "node",
    node,
    status: "online",
    level: "",
    "cgroup-mode": 2,
    ...(privilegesAt(world, user, `/nodes/${node}`).has("Sys.Audit") ? nodeFigures(world) : {}),
  }));
}

function storageRows({ world, user }: Call): readonly Row[] {
  return [...world.nodes.keys()].flatMap((node) =>
    [...world.storages]
      .filter(([id]) =>
        ["Datastore.Audit", "Datastore.AllocateSpace"].some((privilege) =>
          privilegesAt(world, user, `/storage/${id}`).has(privilege),
        ),
      )
      .map(([id, storage]) => storageRow(node, id, storage)),
  );
}

function poolRows({ world, user }: Call): readonly Row[] {
  return [...world.pools.keys()]
    .filter((pool) => privilegesAt(world, user, `/pool/${pool}`).has("Pool.Audit"))
    .map((pool) => ({ id: `/pool/${pool}`, type: "pool", pool }));
}

/** The zones that are applied, and the one that the nodes' own bridges make. */
function networkRows({ world, user }: Call): readonly Row[] {
  const zones = ["localnetwork", ...runningOf(world, "sdn-zone").keys()].filter((zone) => {
    const had = privilegesAt(world, user, `/sdn/zones/${zone}`);
    return had.has("SDN.Audit") || had.has("SDN.Allocate");
  });
  return [...world.nodes.keys()].flatMap((node) =>
    zones.map((network) => ({
      id: `network/${node}/zone/${network}`,
      type: "network",
      "network-type": "zone",
      node,
      network,
      status: "ok",
    })),
  );
}
