import type { Call, Routes } from "../call.js";
import { parameterFailure, fail } from "../failure.js";
import {
  findGuest,
  inGuestTask,
  missingGuest,
  onGuest,
  type GuestHandler,
  type GuestWorker,
} from "../guests/on.js";
import type { Guest } from "../guests/guest.js";
import { overruleShutdowns } from "../guests/overrule-shutdowns.js";
import { guardingReserved } from "../guests/root-only.js";
import { currentStatus } from "./current.js";
import { monitorAnswer, pressKeys } from "./monitor.js";
import {
  assertRunning,
  pauseWorker,
  rebootWorker,
  resetWorker,
  resumeWorker,
  shutdownWorker,
  startWorker,
  stopWorker,
} from "./power.js";
import { reserved } from "./root-only.js";
import { suspendToDisk } from "./suspend.js";

const base = "/nodes/{node}/qemu/{vmid}";
const on = (handler: GuestHandler) => onGuest("qemu", handler);

const inTask = (type: string, worker: GuestWorker, missing: (call: Call) => string) =>
  inGuestTask("qemu", type, { worker, missing });
const unableToFind = ({ parameters }: Call) =>
  `unable to find configuration file for VM ${parameters["vmid"]} on node '${parameters["node"]}'`;

/** A method that finds out at once whether the guest runs. */
const ofRunning = (type: string, worker: GuestWorker) => (call: Call) => {
  const vmid = Number(call.parameters["vmid"]);
  const guest = findGuest("qemu", call) ?? fail(unableToFind(call));
  assertRunning(vmid, guest);
  return task(call, { vmid, guest, type }, worker);
};

function task(
  call: Call,
  { vmid, guest, type }: { readonly vmid: number; readonly guest: Guest; readonly type: string },
  worker: GuestWorker,
): string {
  return call.world.tasks.run(
    { node: guest.node, type, id: vmid, user: call.user },
    worker(call, vmid, guest),
  );
}

/** Run states: what a guest does, and what makes it do something else. */
export const powerRoutes: Routes = guardingReserved(reserved, {
  [`GET ${base}/status`]: on(() =>
    ["current", "start", "stop", "reset", "shutdown", "suspend", "reboot"].map((subdir) => ({ subdir })),
  ),
  [`GET ${base}/status/current`]: on(currentStatus),
  [`POST ${base}/status/start`]: (call) => {
    if (call.parameters["targetstorage"] !== undefined && call.parameters["migratedfrom"] === undefined)
      throw parameterFailure({ targetstorage: "targetstorage can only by used with migratedfrom." });
    return inTask("qmstart", startWorker, (missing) => missingGuest("qemu", missing))(call);
  },
  [`POST ${base}/status/stop`]: inGuestTask("qemu", "qmstop", {
    worker: stopWorker,
    missing: unableToFind,
    before: overruleShutdowns("qmshutdown"),
  }),
  [`POST ${base}/status/shutdown`]: (call) => {
    if (findGuest("qemu", call)?.running?.isPaused && Number(call.parameters["forceStop"] ?? 0) !== 1)
      fail("VM is paused - cannot shutdown");
    return inTask("qmshutdown", shutdownWorker, unableToFind)(call);
  },
  [`POST ${base}/status/reboot`]: ofRunning("qmreboot", rebootWorker),
  [`POST ${base}/status/reset`]: ofRunning("qmreset", resetWorker),
  [`POST ${base}/status/suspend`]: (call) =>
    Number(call.parameters["todisk"] ?? 0) === 1
      ? ofRunning("qmsuspend", suspendToDisk)(call)
      : ofRunning("qmpause", pauseWorker)(call),
  [`POST ${base}/status/resume`]: (call) => {
    const guest = findGuest("qemu", call);
    return guest?.lock === "suspended" && guest.running === undefined
      ? task(call, { vmid: Number(call.parameters["vmid"]), guest, type: "qmresume" }, startWorker)
      : ofRunning("qmresume", resumeWorker)(call);
  },
  [`POST ${base}/monitor`]: on(monitorAnswer),
  [`PUT ${base}/sendkey`]: on(pressKeys),
});
