import type { Call } from "../call.js";
import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import type { GuestWorker } from "../guests/on.js";
import { volumeExists } from "../storages/volume.js";
import type { World } from "../world.js";
import { apply } from "./apply.js";
import { draftOf, save } from "./draft.js";
import { kindOf, mountPointsOf } from "./mount-point.js";
import { assertRuns } from "./runtime.js";

/** Whether a lock forbids what is asked; skiplock lifts it, and what is only mounted may be used. */
function assertUnlocked({ parameters }: Call, { lock }: Guest): void {
  if (lock !== undefined && lock !== "mounted" && Number(parameters["skiplock"] ?? 0) !== 1)
    fail(`CT is locked (${lock})`);
}

export const startWorker: GuestWorker = (call, vmid, guest) => async (task) => {
  if (guest.config["template"] === "1") fail("you can't start a CT if it's a template");
  assertUnlocked(call, guest);
  await comeUp(call, vmid, guest)(task);
};

/** Starts a container, locked or not; what waited is taken now, and what can't be taken goes on waiting. */
export const comeUp: GuestWorker = (call, vmid, guest) => async (task) => {
  const { world } = call;
  const draft = draftOf(guest);
  const problems: Record<string, string> = {};
  apply({ call, vmid, guest, draft, selected: undefined, problems, log: task.log });
  for (const problem of Object.values(problems)) task.log(problem.trimEnd());
  save(guest, draft);
  assertRuns(world, guest);
  if (!mounts(world, guest)) fail(`startup for container '${vmid}' failed`);
  await task.sleep(300);
  guest.running = { since: world.clock.now(), isPaused: false };
};

/** Whether everything can be mounted: volumes that are there, and quotas where the node's root is the container's. */
function mounts(world: World, { config }: Guest): boolean {
  const isUnprivileged = config["unprivileged"] === "1";
  return mountPointsOf(config).every(([, point]) => {
    if (isUnprivileged && point.options["quota"] === "1") return false;
    if (kindOf(point) !== "volume") return true;
    return isThere(world, point.volume);
  });
}

/** What is no volume of its storage isn't there. */
function isThere(world: World, volume: string): boolean {
  try {
    return volumeExists(world, volume);
  } catch {
    return false;
  }
}

export const stopWorker: GuestWorker = (call, _vmid, guest) => async (task) => {
  assertUnlocked(call, guest);
  await task.sleep(200);
  guest.running = undefined;
};

/** A container's system ends when it is asked to, if it is given the time. */
export const shutdownWorker: GuestWorker = (call, vmid, guest) => async (task) => {
  const { parameters } = call;
  assertUnlocked(call, guest);
  await task.sleep(800);
  if (Number(parameters["timeout"] ?? 60) === 0 && Number(parameters["forceStop"] ?? 1) === 0)
    fail(`command 'lxc-stop -n ${vmid} --nokill --timeout 0' failed: exit code 1`);
  guest.running = undefined;
};

export const rebootWorker: GuestWorker = (call, vmid, guest) => async (task) => {
  assertUnlocked(call, guest);
  await task.sleep(800);
  guest.running = undefined;
  await startWorker(call, vmid, guest)(task);
};

/** What neither a container's state can be written to nor read from: its node has no CRIU. */
export const suspendWorker: GuestWorker = (call, vmid, guest) => async (task) => {
  assertUnlocked(call, guest);
  task.log(
    `lxc-checkpoint: ${vmid}: ../src/lxc/criu.c: criu_version_ok: 767 No such file or directory - execing criu failed, is it installed?`,
  );
  task.log(
    `lxc-checkpoint: ${vmid}: ../src/lxc/tools/lxc_checkpoint.c: checkpoint: 182 Checkpointing ${vmid} failed`,
  );
  fail(`command 'lxc-checkpoint -n ${vmid} -s -D /var/lib/vz/dump' failed: exit code 1`);
};

export const resumeWorker: GuestWorker = (_call, vmid) => async (task) => {
  task.log(`lxc-checkpoint: ${vmid}: ../src/lxc/tools/lxc_checkpoint.c: main: 298 ${vmid} is not defined`);
  fail(`command 'lxc-checkpoint -n ${vmid} -r --foreground -D /var/lib/vz/dump' failed: exit code 1`);
};
