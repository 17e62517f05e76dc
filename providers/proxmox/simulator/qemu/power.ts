import type { Call } from "../call.js";
import { fail } from "../failure.js";
import type { TaskHandle } from "../tasks.js";
import { takePending } from "./change.js";
import { hasCloudInitDrive } from "./cloud-init.js";
import type { Guest } from "../guests/guest.js";
import { startProblem } from "./start-checks.js";
import { hasSystem } from "./system.js";

type Worker = (task: TaskHandle) => Promise<void>;

/** Starts a guest; what create did not look at is looked at now. */
export function startWorker(call: Call, vmid: number, guest: Guest): Worker {
  return async (task) => {
    if (guest.running !== undefined && guest.lock === undefined)
      throw new Error(`VM ${vmid} already running`);
    if (guest.lock !== undefined && guest.lock !== "suspended")
      throw new Error(`VM is locked (${guest.lock})`);
    if (guest.config["template"] === "1") throw new Error("you can't start a vm if it's a template");
    takePending(call, vmid, guest);
    const problem = startProblem(call, guest);
    if (problem !== undefined) throw new Error(problem);
    if (hasCloudInitDrive(guest)) task.log("generating cloud-init ISO");
    await call.world.clock.sleep(300);
    guest.running = { since: call.world.clock.now(), isPaused: false };
  };
}

export function stopWorker(call: Call, vmid: number, guest: Guest): Worker {
  return async () => {
    if (guest.lock !== undefined && guest.running !== undefined)
      throw new Error(`VM is locked (${guest.lock})`);
    if (guest.running === undefined) return;
    await call.world.clock.sleep(200);
    takePending(call, vmid, guest);
  };
}

/** Asks the system in the guest to stop; one that isn't there lets the time pass. */
export function shutdownWorker(call: Call, vmid: number, guest: Guest): Worker {
  return async (task) => {
    if (guest.running === undefined) return;
    if (guest.lock !== undefined) throw new Error(`VM is locked (${guest.lock})`);
    const timeout = Number(call.parameters["timeout"] ?? 60);
    if (hasSystem(call.world, guest) && timeout > 0) await call.world.clock.sleep(800);
    else {
      for (let waited = 0; waited < timeout && !task.isStopped(); waited++)
        await call.world.clock.sleep(1000);
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

/** What reset, reboot, suspend and resume refuse at once. */
export function assertRunning(vmid: number, guest: Guest): void {
  if (guest.running === undefined) fail(`VM ${vmid} not running`);
}
