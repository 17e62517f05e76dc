import { privilegesAt } from "../access/permissions.js";
import type { Routes } from "../call.js";
import type { Task } from "../tasks.js";
import { seenFrom } from "./membership.js";

/** How many of its tasks a node tells the others, the newest and those that run. */
const toldByNode = 25;

/** The newest tasks of all nodes that are there; without the right to look, one's own. */
export const taskListRoutes: Routes = {
  "GET /cluster/tasks": ({ world, local, user }) => {
    const isAuditor = privilegesAt(world, user, "/").has("Sys.Audit");
    const seen = seenFrom(world, local);
    return [...world.nodes.keys()]
      .filter((node) => seen.has(node))
      .flatMap((node) => told(world.tasks.list().filter((task) => task.node === node)))
      .sort(byRunning)
      .map(taskRow)
      .filter((row) => isAuditor || row.user === user);
  },
};

/** Those that run, and then the newest that have ended. */
function told(tasks: readonly Task[]): readonly Task[] {
  return [...tasks].sort(byRunning).slice(0, toldByNode);
}

function byRunning(one: Task, other: Task): number {
  return Number(one.end !== undefined) - Number(other.end !== undefined) || other.start - one.start;
}

/** A token's tasks are told apart from its user's by a key of their own. */
function taskRow({ upid, node, type, id, user: who, start, end, exit }: Task) {
  const [user = "", tokenid] = who.split("!");
  const [, , pid = ""] = upid.split(":");
  return {
    upid,
    node,
    type,
    id,
    user,
    ...(tokenid === undefined ? {} : { tokenid }),
    starttime: start,
    ...(end === undefined
      ? { pid: parseInt(pid, 16), saved: "0" }
      : { endtime: end, status: exit, saved: "1" }),
  };
}
