import { privilegesAt } from "../access/permissions.js";
import { requirePrivileges } from "../access/check.js";
import { Download, Page } from "../answer.js";
import type { Call, Routes } from "../call.js";
import { parameterFailure } from "../failure.js";
import type { Task } from "../tasks.js";

export const taskRoutes: Routes = {
  "GET /nodes/{node}/tasks": (call) => {
    const { world, parameters } = call;
    const wanted = world.tasks.list().filter((task) => isWanted(call, task));
    const isRunning = ({ end }: Task) => end === undefined;
    const found = [...wanted.filter(isRunning), ...wanted.filter((task) => !isRunning(task))];
    const start = Number(parameters["start"] ?? 0);
    return new Page(found.slice(start, start + Number(parameters["limit"] ?? 50)).map(taskRow), found.length);
  },
  "GET /nodes/{node}/tasks/{upid}": (call) => {
    taskOf(call);
    return ["log", "status"].map((name) => ({ name }));
  },
  "GET /nodes/{node}/tasks/{upid}/status": (call) => {
    const task = readable(call);
    return {
      ...identity(task),
      status: task.end === undefined ? "running" : "stopped",
      ...(task.end === undefined ? {} : { exitstatus: task.exit }),
    };
  },
  "GET /nodes/{node}/tasks/{upid}/log": (call) => {
    const { parameters } = call;
    const lines = linesOf(call);
    if (Number(parameters["download"] ?? 0) === 1)
      return new Download(lines.map((line) => `${line}\n`).join(""), "text/plain");
    const start = Number(parameters["start"] ?? 0);
    const limit = Number(parameters["limit"] ?? 50);
    const some = lines
      .slice(start, limit === 0 ? undefined : start + limit)
      .map((t, index) => ({ n: start + index + 1, t }));
    return lines.length > 0 ? new Page(some, lines.length) : new Page([{ n: 1, t: "no content" }], 1);
  },
  "DELETE /nodes/{node}/tasks/{upid}": (call) => {
    const { upid, user } = taskOf(call);
    if (!isOwn(call, user)) requirePrivileges(call, `/nodes/${call.parameters["node"]}`, ["Sys.Modify"]);
    call.world.tasks.stop(upid);
    return null;
  },
};

function isWanted(call: Call, task: Task): boolean {
  const { world, user, parameters } = call;
  const { node, vmid, typefilter, userfilter, since, until, source = "archive" } = parameters;
  const isAuditor = privilegesAt(world, user, `/nodes/${node}`).has("Sys.Audit");
  const isEnded = task.end !== undefined;
  return (
    task.node === node &&
    (isAuditor || isOwn(call, task.user)) &&
    (vmid === undefined || task.id === String(vmid)) &&
    (typefilter === undefined || task.type === typefilter) &&
    (userfilter === undefined || task.user.toLowerCase().includes(String(userfilter).toLowerCase())) &&
    (since === undefined || task.start >= Number(since)) &&
    (until === undefined || task.start <= Number(until)) &&
    (source === "all" || (source === "active" ? !isEnded : isEnded)) &&
    hasWantedStatus(task, parameters)
  );
}

function hasWantedStatus({ exit }: Task, { errors, statusfilter }: Call["parameters"]): boolean {
  const kind =
    exit === undefined || exit === "unexpected status"
      ? "unknown"
      : exit === "OK"
        ? "ok"
        : exit.startsWith("WARNINGS: ")
          ? "warning"
          : "error";
  if (Number(errors ?? 0) === 1 && kind !== "error" && kind !== "unknown") return false;
  return (
    statusfilter === undefined ||
    String(statusfilter)
      .split(/[,;\s]+/)
      .includes(kind)
  );
}

function linesOf(call: Call): readonly string[] {
  const upid = decodeURIComponent(String(call.parameters["upid"]));
  if (/^UPID:/.test(upid) && !call.world.tasks.has(upid))
    return ["unable to open file - No such file or directory"];
  return readable(call).lines;
}

/** A task of this node: no other one has its log. */
function taskOf({ world, parameters }: Call): Task {
  const task = world.tasks.find(decodeURIComponent(String(parameters["upid"])));
  if (task.node !== parameters["node"]) throw parameterFailure({ upid: "no such task" });
  return task;
}

/** One's own tasks, or with Sys.Audit on the node any. */
function readable(call: Call): Task {
  const task = taskOf(call);
  if (!isOwn(call, task.user)) requirePrivileges(call, `/nodes/${call.parameters["node"]}`, ["Sys.Audit"]);
  return task;
}

function isOwn({ user }: Call, owner: string): boolean {
  return owner === user || owner.startsWith(`${user}!`);
}

/** Who did what: a token is told apart from its user. */
function identity({ upid, node, type, id, user, start }: Task) {
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
  };
}

function taskRow(task: Task) {
  // The list of what runs does not tell tokens apart.
  if (task.end === undefined) {
    const { tokenid: _, ...row } = identity(task);
    return { ...row, user: task.user, status: "RUNNING", saved: "0" };
  }
  return { ...identity(task), endtime: task.end, status: task.exit };
}
