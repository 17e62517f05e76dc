import type { Call } from "../call.js";
import { fail } from "../failure.js";
import type { TaskHandle } from "../tasks.js";
import { takePending } from "./change.js";
import { hasCloudInitDrive } from "./cloud-init.js";
import type { Guest } from "../guests/guest.js";
import { startProblem } from "./start-checks.js";
import { awake } from "./suspend.js";
import { hasSystem } from "./system.js";

type Worker = (task: TaskHandle) => Promise<void>;

/** Whether a lock forbids what is asked; skiplock lifts it, and some things pass certain locks. */
function assertUnlocked({ parameters }: Call, { lock }: Guest, passing?: string): void {
  if (lock !== undefined && lock !== passing && Number(parameters["skiplock"] ?? 0) !== 1)
    throw new Error(`VM is locked (${lock})`);
}

/** Starts a guest; what create did not look at is looked at now. */
export function startWorker(call: Call, vmid: number, guest: Guest): Worker {
  return async (task) => {
    if (call.parameters["stateuri"] === "tcp" && call.parameters["migration_type"] === undefined)
      throw new Error("no migration type set");
    if (guest.lock === "backup" && (guest.running !== undefined || guest.standsBy === true)) {
      guest.running ??= { since: call.world.clock.now(), isPaused: false };
      return;
    }
    assertUnlocked(call, guest, "suspended");
    if (guest.running !== undefined) throw new Error(`VM ${vmid} already running`);
    if (guest.config["template"] === "1") throw new Error("you can't start a vm if it's a template");
    if (guest.lock === "suspended") return awake(call, guest, task);
    takePending(call, vmid, guest);
    const problem = startProblem(call, guest);
    if (problem !== undefined) throw new Error(problem);
    if (hasCloudInitDrive(guest)) task.log("generating cloud-init ISO");
    await task.sleep(300);
    guest.running = { since: call.world.clock.now(), isPaused: false };
  };
}

export function stopWorker(call: Call, vmid: number, guest: Guest): Worker {
  return async (task) => {
    if (guest.running === undefined) return;
    assertUnlocked(call, guest);
    await task.sleep(200);
    takePending(call, vmid, guest);
  };
}

/** Asks the system in the guest to stop; one that isn't there lets the time pass. */
export function shutdownWorker(call: Call, vmid: number, guest: Guest): Worker {
  return async (task) => {
    if (guest.running === undefined) return;
    assertUnlocked(call, guest);
    const timeout = Number(call.parameters["timeout"] ?? 60);
    if (hasSystem(call.world, guest) && timeout > 0) await task.sleep(800);
    else {
      await task.sleep(timeout * 1000);
      if (Number(call.parameters["forceStop"] ?? 0) !== 1)
        throw new Error("VM quit/powerdown failed - got timeout");
      task.log("VM still running - terminating now with SIGTERM");
    }
    takePending(call, vmid, guest);
  };
}

export function rebootWorker(call: Call, vmid: number, guest: Guest): Worker {
  return async (task) => {
    await shutdownWorker(call, vmid, guest)(task);
    await startWorker(call, vmid, guest)(task);
  };
}

/** A reset keeps what waits for a cold start. */
export function resetWorker(call: Call, _vmid: number, guest: Guest): Worker {
  return async () => assertUnlocked(call, guest);
}

export const pauseWorker = pausing(true);
export const resumeWorker = pausing(false);

function pausing(isPaused: boolean) {
  return (call: Call, _vmid: number, guest: Guest): Worker =>
    async () => {
      assertUnlocked(call, guest, "backup");
      if (guest.running !== undefined) guest.running.isPaused = isPaused;
    };
}

/** What reset, reboot, suspend and resume refuse at once. */
export function assertRunning(vmid: number, guest: Guest): void {
  if (guest.running === undefined) fail(`VM ${vmid} not running`);
}
