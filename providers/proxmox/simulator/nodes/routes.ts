import type { Call, Routes } from "../call.js";
import { nodeFigures } from "../cluster/routes.js";
import { fail } from "../failure.js";

export const nodeRoutes: Routes = {
  "GET /nodes": ({ world }) =>
    [...world.nodes.keys()].map((node) => ({
      id: `node/${node}`,
      node,
      type: "node",
      status: "online",
      level: "",
      ssl_fingerprint: "",
      ...nodeFigures(world),
    })),
  "GET /nodes/{node}/version": ({ world }) => ({
    version: world.version,
    release: world.release,
    repoid: "3f1a8d5e0c2b4a69",
  }),
  "GET /nodes/{node}/status": (call) => {
    nodeOf(call);
    const { maxmem, mem, uptime, maxdisk, disk, maxcpu } = nodeFigures(call.world);
    return {
      uptime,
      pveversion: `pve-manager/${call.world.version}/3f1a8d5e0c2b4a69`,
      cpu: 0.01,
      loadavg: ["0.01", "0.02", "0.00"],
      memory: { total: maxmem, used: mem, free: maxmem - mem },
      rootfs: { total: maxdisk, used: disk, free: maxdisk - disk, avail: maxdisk - disk },
      cpuinfo: { cpus: maxcpu, cores: maxcpu, sockets: 1, model: "Simulated CPU" },
    };
  },
  "GET /nodes/{node}/network": (call) => {
    const type = call.parameters["type"];
    return [...nodeOf(call).interfaces]
      .map(
        ([iface, values]) =>
          ({ iface, ...values }) as Readonly<Record<string, unknown>> & { readonly iface: string },
      )
      .filter(
        (row) =>
          type === undefined ||
          row["type"] === type ||
          (String(type).startsWith("any") && /bridge/.test(String(row["type"]))),
      );
  },
  "GET /nodes/{node}/network/{iface}": (call) =>
    nodeOf(call).interfaces.get(String(call.parameters["iface"])) ?? fail("interface does not exist"),
  "GET /nodes/{node}/tasks": (call) => {
    const { world, parameters } = call;
    const { node } = parameters;
    const wanted = world.tasks
      .list()
      .filter(
        (task) =>
          task.node === node &&
          (parameters["vmid"] === undefined || task.id === String(parameters["vmid"])) &&
          (parameters["typefilter"] === undefined || task.type === parameters["typefilter"]) &&
          (parameters["userfilter"] === undefined || task.user.includes(String(parameters["userfilter"]))) &&
          (parameters["since"] === undefined || task.start >= Number(parameters["since"])) &&
          (parameters["source"] === "active"
            ? task.end === undefined
            : parameters["source"] === "all" || task.end !== undefined),
      );
    const start = Number(parameters["start"] ?? 0);
    return wanted.slice(start, start + Number(parameters["limit"] ?? 50)).map(taskRow);
  },
  "GET /nodes/{node}/tasks/{upid}": (call) => {
    taskOf(call);
    return ["log", "status"].map((name) => ({ name }));
  },
  "GET /nodes/{node}/tasks/{upid}/status": (call) => {
    const { upid, node, type, id, user, start, end, exit } = taskOf(call);
    const [, , pid, pstart] = upid.split(":") as [string, string, string, string];
    const [userid, tokenid] = user.split("!");
    return {
      upid,
      node,
      type,
      id,
      user: userid,
      ...(tokenid === undefined ? {} : { tokenid }),
      pid: parseInt(pid, 16),
      pstart: parseInt(pstart, 16),
      starttime: start,
      status: end === undefined ? "running" : "stopped",
      ...(end === undefined ? {} : { exitstatus: exit }),
    };
  },
  "GET /nodes/{node}/tasks/{upid}/log": (call) => {
    const { lines } = taskOf(call);
    const start = Number(call.parameters["start"] ?? 0);
    const limit = Number(call.parameters["limit"] ?? 50);
    const some = lines
      .slice(start, limit === 0 ? undefined : start + limit)
      .map((t, index) => ({ n: start + index + 1, t }));
    return some.length > 0 ? some : [{ n: 1, t: "no content" }];
  },
  "DELETE /nodes/{node}/tasks/{upid}": (call) => {
    call.world.tasks.stop(String(call.parameters["upid"]));
    return null;
  },
};

function nodeOf({ world, parameters }: Call) {
  const name = String(parameters["node"]);
  return (
    world.nodes.get(name) ??
    fail(
      `hostname lookup '${name}' failed - failed to get address info for: ${name}: Name or service not known`,
    )
  );
}

function taskOf({ world, parameters }: Call) {
  return world.tasks.find(decodeURIComponent(String(parameters["upid"])));
}

function taskRow({
  upid,
  node,
  type,
  id,
  user,
  start,
  end,
  exit,
}: ReturnType<Call["world"]["tasks"]["find"]>) {
  const [, , pid, pstart] = upid.split(":") as [string, string, string, string];
  return {
    upid,
    node,
    type,
    id,
    user,
    pid: parseInt(pid, 16),
    pstart: parseInt(pstart, 16),
    starttime: start,
    ...(end === undefined ? {} : { endtime: end, status: exit }),
  };
}
