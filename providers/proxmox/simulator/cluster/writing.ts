import type { Method } from "../../api/specification/specification.js";
import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import type { TaskEffect } from "../faults/fault.js";
import { configurationFile } from "../guests/configuration-file.js";
import type { TaskStart } from "../tasks.js";
import type { World } from "../world.js";
import { clusterLockOf, type ClusterLock } from "./cluster-locks.js";
import { isQuorate } from "./membership.js";

const patienceMilliseconds = 10_000;

/** What asks for the quorum before it begins. */
const asking = [
  /^POST \/nodes\/\{node\}\/(?:qemu|lxc)$/,
  /^POST \/nodes\/\{node\}\/(?:qemu|lxc)\/\{vmid\}\/(?:migrate|remote_migrate|status\/start)$/,
];

/** What writes a file of the cluster itself, and finds out then that it can't. */
const writing: readonly (readonly [RegExp, (call: Call, path: string) => string])[] = [
  [/^(?:PUT|POST) \/nodes\/\{node\}\/(?:qemu|lxc)\/\{vmid\}\/(?:config|unlink)$/, fileOf("vmid")],
  [/^POST \/nodes\/\{node\}\/(?:qemu|lxc)\/\{vmid\}\/clone$/, fileOf("newid")],
  [/^PUT \/nodes\/\{node\}\/config$/, ({ local }) => `nodes/${local}/config`],
  [/^POST \/nodes\/\{node\}\/certificates\/custom$/, ({ local }) => `nodes/${local}/pveproxy-ssl.pem`],
];

/** Tasks that write their guest's file. */
const writingTasks = new Set([
  ...["qmconfig", "qmmove", "move_volume", "resize", "qmtemplate", "vztemplate", "qmdestroy", "vzdestroy"],
  ...["qmsnapshot", "qmdelsnapshot", "qmrollback", "vzsnapshot", "vzdelsnapshot", "vzrollback", "qmsuspend"],
]);

/** Does what writes as a node can: with the quorum, and while nobody else has the cluster's lock for it. */
export async function whileWriting(call: Call, method: Method, work: () => unknown): Promise<unknown> {
  const { world, local } = call;
  const lock = clusterLockOf(call, method);
  if (!isQuorate(world, local)) assertNoQuorumNeeded(call, method, lock);
  if (lock === undefined) return work();
  const file = `/etc/pve/priv/lock/${lock.lock}`;
  const problem = () => lockProblem(lock, "got lock request timeout");
  return world.locks.during({ file, mode: "exclusive", patienceMilliseconds, problem }, work);
}

/** What goes wrong with a task where its node has no quorum. */
export function withoutQuorum(world: World, { node, type, id = "" }: TaskStart): readonly TaskEffect[] {
  const guest = world.guests.get(Number(id));
  if (guest === undefined || !writingTasks.has(type) || isQuorate(world, node)) return [];
  return [{ fail: unwritable(configurationFile(guest.kind, guest.node, id)) }];
}

function assertNoQuorumNeeded(call: Call, { method, path }: Method, lock: ClusterLock | undefined): void {
  if (lock !== undefined) fail(lockProblem(lock, "no quorum!"));
  const template = `${method} ${path}`;
  if (asking.some((pattern) => pattern.test(template))) fail("cluster not ready - no quorum?");
  const file = writing.find(([pattern]) => pattern.test(template))?.[1];
  if (file !== undefined) fail(unwritable(file(call, path)));
}

function lockProblem({ lock, prefix }: ClusterLock, reason: string): string {
  const text = `error during cfs-locked '${lock}' operation: ${reason}`;
  return prefix === undefined ? text : `${prefix}: ${text}`;
}

function unwritable(file: string): string {
  return `unable to open file '/etc/pve/${file}.tmp.${process.pid}' - Permission denied`;
}

function fileOf(parameter: string) {
  return (call: Call, path: string): string =>
    configurationFile(path.includes("/qemu/") ? "qemu" : "lxc", call.local, textOf(call, parameter) ?? "");
}
