import type { Call, Handler, Routes } from "../call.js";
import { fail } from "../failure.js";
import {
  findGuest,
  inGuestTask,
  missingGuest,
  onGuest,
  type GuestTask,
  type GuestWorker,
} from "../guests/on.js";
import { overruleShutdowns } from "../guests/overrule-shutdowns.js";
import { guardingReserved, type Reserved } from "../guests/root-only.js";
import { currentStatus } from "./current.js";
import {
  rebootWorker,
  resumeWorker,
  shutdownWorker,
  startWorker,
  stopWorker,
  suspendWorker,
} from "./power.js";

const base = "/nodes/{node}/lxc/{vmid}";

const reserved: Reserved = {
  [`POST ${base}/status/start`]: ["skiplock"],
  [`POST ${base}/status/stop`]: ["skiplock"],
};

type Refusal = (vmid: number) => string;

const isRunning = (call: Call) => findGuest("lxc", call)?.running !== undefined;
const alreadyRunning: Refusal = (vmid) => `CT ${vmid} already running`;
const notRunning: Refusal = (vmid) => `CT ${vmid} not running`;

/** Run states: what is wrong with them is told at once, a missing container only where it would be started. */
export const powerRoutes: Routes = guardingReserved(reserved, {
  [`GET ${base}/status/current`]: onGuest("lxc", currentStatus),
  [`POST ${base}/status/start`]: whileStopped("vzstart", startWorker),
  [`POST ${base}/status/stop`]: whileRunning("vzstop", stopWorker, {
    before: overruleShutdowns("vzshutdown"),
  }),
  [`POST ${base}/status/shutdown`]: whileRunning("vzshutdown", shutdownWorker),
  [`POST ${base}/status/reboot`]: whileRunning("vzreboot", rebootWorker, {
    refusal: (vmid) => `VM ${vmid} not running`,
  }),
  [`POST ${base}/status/suspend`]: whileRunning("vzsuspend", suspendWorker),
  [`POST ${base}/status/resume`]: whileStopped("vzresume", resumeWorker),
});

function whileStopped(type: string, worker: GuestWorker): Handler {
  return (call) => {
    if (isRunning(call)) fail(alreadyRunning(Number(call.parameters["vmid"])));
    return inTask(type, worker)(call);
  };
}

function whileRunning(
  type: string,
  worker: GuestWorker,
  { refusal = notRunning, ...more }: Pick<GuestTask, "before"> & { readonly refusal?: Refusal } = {},
): Handler {
  return (call) => {
    if (!isRunning(call)) fail(refusal(Number(call.parameters["vmid"])));
    return inTask(type, worker, more)(call);
  };
}

function inTask(type: string, worker: GuestWorker, more: Pick<GuestTask, "before"> = {}): Handler {
  return inGuestTask("lxc", type, { worker, missing: (call) => missingGuest("lxc", call), ...more });
}
