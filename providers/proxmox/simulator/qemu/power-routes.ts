import type { Call, Routes } from "../call.js";
import { haStatusOf } from "../cluster/ha/state.js";
import { inGuestTask, missingGuest, onGuest, type GuestHandler, type GuestWorker } from "../guests/on.js";
import type { Guest } from "../guests/guest.js";
import { figures } from "../guests/row.js";
import { assertRunning, rebootWorker, shutdownWorker, startWorker, stopWorker } from "./power.js";

const base = "/nodes/{node}/qemu/{vmid}";
const on = (handler: GuestHandler) => onGuest("qemu", handler);

const inTask = (type: string, worker: GuestWorker, missing: (call: Call) => string) =>
  inGuestTask("qemu", type, { worker, missing });
const unableToFind = ({ parameters }: Call) =>
  `unable to find configuration file for VM ${parameters["vmid"]} on node '${parameters["node"]}'`;

/** Run states: what a guest does, and what makes it do something else. */
export const powerRoutes: Routes = {
  [`GET ${base}/status`]: () =>
    ["current", "start", "stop", "reset", "shutdown", "suspend", "reboot"].map((subdir) => ({ subdir })),
  [`GET ${base}/status/current`]: on((call, vmid, guest) => ({
    ...figures(call.world, guest),
    vmid,
    name: guest.config["name"] ?? `VM ${vmid}`,
    status: guest.running === undefined ? "stopped" : "running",
    qmpstatus: guest.running === undefined ? "stopped" : guest.running.isPaused ? "paused" : "running",
    ha: haStatusOf(call.world, vmid),
    cpus: figures(call.world, guest).maxcpu,
    ...(guest.config["tags"] === undefined ? {} : { tags: guest.config["tags"] }),
    ...(guest.lock === undefined ? {} : { lock: guest.lock }),
    ...(/(?:^|,)(?:enabled=)?1/.test(guest.config["agent"] ?? "") ? { agent: 1 } : {}),
    ...(guest.config["template"] === "1" ? { template: 1 } : {}),
  })),
  [`POST ${base}/status/start`]: inTask("qmstart", startWorker, (call) => missingGuest("qemu", call)),
  [`POST ${base}/status/stop`]: inTask("qmstop", stopWorker, unableToFind),
  [`POST ${base}/status/shutdown`]: inTask("qmshutdown", shutdownWorker, unableToFind),
  [`POST ${base}/status/reboot`]: on((call, vmid, guest) => {
    assertRunning(vmid, guest);
    return call.world.tasks.run(
      { node: guest.node, type: "qmreboot", id: vmid, user: call.user },
      rebootWorker(call, vmid, guest),
    );
  }),
  [`POST ${base}/status/reset`]: on((call, vmid, guest) => {
    assertRunning(vmid, guest);
    return call.world.tasks.run(
      { node: guest.node, type: "qmreset", id: vmid, user: call.user },
      async () => undefined,
    );
  }),
  [`POST ${base}/status/suspend`]: on((call, vmid, guest) =>
    pause(call, vmid, { guest, isPaused: true, type: "qmpause" }),
  ),
  [`POST ${base}/status/resume`]: on((call, vmid, guest) =>
    pause(call, vmid, { guest, isPaused: false, type: "qmresume" }),
  ),
};

function pause(
  call: Call,
  vmid: number,
  { guest, isPaused, type }: { readonly guest: Guest; readonly isPaused: boolean; readonly type: string },
): string {
  assertRunning(vmid, guest);
  return call.world.tasks.run({ node: guest.node, type, id: vmid, user: call.user }, async () => {
    if (guest.running !== undefined) guest.running.isPaused = isPaused;
  });
}
