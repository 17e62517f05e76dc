import { requirePrivileges } from "../access/check.js";
import { listOf, type Call, type Handler, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { listVolumes, removeVolume } from "../storages/volume.js";
import { changeConfiguration, guestDigest } from "./change.js";
import { cloneGuest } from "./clone.js";
import { createGuest } from "./create.js";
import { moveDisk, ownVolumes, resizeDisk } from "./disks.js";
import type { Configuration, Guest, Pending } from "./guest.js";
import { assertRunning, rebootWorker, shutdownWorker, startWorker, stopWorker } from "./power.js";
import { shownValue } from "./rewrite.js";
import { figures, guestRow } from "./row.js";
import { privilegesAt } from "../access/permissions.js";

const base = "/nodes/{node}/qemu/{vmid}";

export const guestRoutes: Routes = {
  "GET /nodes/{node}/qemu": (call) =>
    [...call.world.guests]
      .filter(
        ([vmid, guest]) =>
          guest.node === call.parameters["node"] &&
          privilegesAt(call.world, call.user, `/vms/${vmid}`).has("VM.Audit"),
      )
      .map(([vmid, guest]) => guestRow(call.world, vmid, guest)),
  "POST /nodes/{node}/qemu": createGuest,
  [`GET ${base}`]: () =>
    [
      "config",
      "pending",
      "unlink",
      "status",
      "migrate",
      "resize",
      "move_disk",
      "rrd",
      "monitor",
      "agent",
      "snapshot",
      "firewall",
      "mtunnel",
    ].map((subdir) => ({ subdir })),
  [`GET ${base}/config`]: on((call, _vmid, guest) => ({
    ...shown(
      Number(call.parameters["current"] ?? 0) === 1 ? guest.config : withPending(guest.config, guest.pending),
    ),
    ...(guest.lock === undefined ? {} : { lock: guest.lock }),
    digest: guestDigest(guest),
  })),
  [`GET ${base}/pending`]: on((_call, _vmid, guest) => pendingRows(guest)),
  [`PUT ${base}/config`]: on((call, vmid, guest) => {
    changeConfiguration(call, vmid, guest);
    return null;
  }),
  [`POST ${base}/config`]: on((call, vmid, guest) => {
    const { digest } = call.parameters;
    if (digest !== undefined && digest !== guestDigest(guest))
      fail("checksum mismatch (file change by other user?)");
    return call.world.tasks.run({ node: guest.node, type: "qmconfig", id: vmid, user: call.user }, async () =>
      changeConfiguration(call, vmid, guest),
    );
  }),
  [`GET ${base}/status`]: () =>
    ["current", "start", "stop", "reset", "shutdown", "suspend", "reboot"].map((subdir) => ({ subdir })),
  [`GET ${base}/status/current`]: on((call, vmid, guest) => ({
    ...figures(call.world, guest),
    vmid,
    name: guest.config["name"] ?? `VM ${vmid}`,
    status: guest.running === undefined ? "stopped" : "running",
    qmpstatus: guest.running === undefined ? "stopped" : guest.running.isPaused ? "paused" : "running",
    ha: { managed: 0 },
    cpus: figures(call.world, guest).maxcpu,
    ...(guest.config["tags"] === undefined ? {} : { tags: guest.config["tags"] }),
    ...(guest.lock === undefined ? {} : { lock: guest.lock }),
    ...(/(?:^|,)(?:enabled=)?1/.test(guest.config["agent"] ?? "") ? { agent: 1 } : {}),
    ...(guest.config["template"] === "1" ? { template: 1 } : {}),
  })),
  [`POST ${base}/status/start`]: inTask(
    "qmstart",
    startWorker,
    (vmid) => `Configuration file 'nodes/NODE/qemu-server/${vmid}.conf' does not exist`,
  ),
  [`POST ${base}/status/stop`]: inTask(
    "qmstop",
    stopWorker,
    (vmid) => `unable to find configuration file for VM ${vmid} on node 'NODE'`,
  ),
  [`POST ${base}/status/shutdown`]: inTask(
    "qmshutdown",
    shutdownWorker,
    (vmid) => `unable to find configuration file for VM ${vmid} on node 'NODE'`,
  ),
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
  [`PUT ${base}/resize`]: (call) => resizeDisk(call, Number(call.parameters["vmid"]), find(call)),
  [`POST ${base}/move_disk`]: on(moveDisk),
  [`POST ${base}/clone`]: (call) => {
    const vmid = Number(call.parameters["vmid"]);
    return cloneGuest(
      call,
      vmid,
      find(call) ??
        fail(`unable to find configuration file for VM ${vmid} on node '${call.parameters["node"]}'`),
    );
  },
  [`POST ${base}/template`]: on((call, vmid, guest) => {
    if (guest.running !== undefined) fail("you can't convert a VM to template if VM is running");
    return call.world.tasks.run(
      { node: guest.node, type: "qmtemplate", id: vmid, user: call.user },
      async () => {
        guest.config = { ...guest.config, template: "1" };
      },
    );
  }),
  [`PUT ${base}/unlink`]: on((call, vmid, guest) => {
    changeConfiguration(
      { ...call, parameters: { ...call.parameters, delete: listOf(call, "idlist").join(",") } },
      vmid,
      guest,
    );
    return null;
  }),
  [`PUT ${base}/cloudinit`]: on(() => null),
  [`GET ${base}/cloudinit`]: on(() => []),
  [`GET ${base}/snapshot`]: on((_call, _vmid, { snapshots }) => [
    ...[...snapshots].map(([name, { time, description }]) => ({ name, snaptime: time, description })),
    { name: "current", description: "You are here!" },
  ]),
  [`DELETE ${base}`]: on(deleteGuest),
};

type GuestHandler = (call: Call, vmid: number, guest: Guest) => unknown;

function find({ world, parameters }: Call): Guest | undefined {
  const guest = world.guests.get(Number(parameters["vmid"]));
  return guest?.node === parameters["node"] ? guest : undefined;
}

function on(handler: GuestHandler): Handler {
  return (call) => {
    const vmid = Number(call.parameters["vmid"]);
    return handler(
      call,
      vmid,
      find(call) ??
        fail(`Configuration file 'nodes/${call.parameters["node"]}/qemu-server/${vmid}.conf' does not exist`),
    );
  };
}

/** Power calls always answer a UPID; a missing guest is found out in the task. */
function inTask(
  type: string,
  worker: (call: Call, vmid: number, guest: Guest) => Parameters<Call["world"]["tasks"]["run"]>[1],
  missing: (vmid: number) => string,
): Handler {
  return (call) => {
    const vmid = Number(call.parameters["vmid"]);
    const node = String(call.parameters["node"]);
    const guest = find(call);
    return call.world.tasks.run(
      { node, type, id: vmid, user: call.user },
      guest === undefined
        ? async () => {
            throw new Error(missing(vmid).replace("NODE", node));
          }
        : worker(call, vmid, guest),
    );
  };
}

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

function shown(config: Configuration): Readonly<Record<string, string | number>> {
  return Object.fromEntries(Object.entries(config).map(([key, stored]) => [key, shownValue(key, stored)]));
}

function withPending(config: Configuration, pending: Pending): Configuration {
  const kept = Object.entries(config).filter(
    ([key]) => !(key in pending && "remove" in (pending[key] as object)),
  );
  return Object.fromEntries([
    ...kept,
    ...Object.entries(pending).flatMap(([key, change]) =>
      "value" in change ? [[key, change.value] as const] : [],
    ),
  ]);
}

function pendingRows(guest: Guest): readonly unknown[] {
  const keys = [...new Set([...Object.keys(guest.config), ...Object.keys(guest.pending)])];
  const rows = keys.map((key) => {
    const [stored, change] = [guest.config[key], guest.pending[key]];
    return {
      key,
      ...(stored === undefined ? {} : { value: shownValue(key, stored) }),
      ...(change === undefined
        ? {}
        : "value" in change
          ? { pending: shownValue(key, change.value) }
          : { delete: 1 }),
    };
  });
  return [...rows, { key: "digest", value: guestDigest(guest) }];
}

function deleteGuest(call: Call, vmid: number, guest: Guest): string {
  const { world, parameters, user } = call;
  if (guest.config["protection"] === "1") fail(`can't remove VM ${vmid} - protection mode enabled`);
  if (guest.running !== undefined) fail(`VM ${vmid} is running - destroy failed`);
  requirePrivileges(call, `/vms/${vmid}`, ["VM.Allocate"]);
  return world.tasks.run({ node: guest.node, type: "qmdestroy", id: vmid, user }, async (task) => {
    if (guest.lock !== undefined && Number(parameters["skiplock"] ?? 0) !== 1)
      throw new Error(`VM is locked (${guest.lock})`);
    const others =
      Number(parameters["destroy-unreferenced-disks"] ?? 0) === 1
        ? [...world.storages.keys()].flatMap((id) =>
            listVolumes(world, id)
              .filter((volume) => volume.vmid === vmid)
              .map(({ volid }) => volid),
          )
        : [];
    for (const volume of new Set([...ownVolumes(vmid, guest), ...others])) {
      removeVolume(world, volume);
      task.log(`remove volume '${volume}'`);
    }
    world.guests.delete(vmid);
    world.firewall.delete(`guest/${vmid}`);
    world.acl = world.acl.filter(({ path }) => path !== `/vms/${vmid}`);
  });
}
