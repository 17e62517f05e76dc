import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { guestDigest } from "../guests/digest.js";
import type { Guest } from "../guests/guest.js";
import { inGuestTask, missingGuest, onGuest, type GuestHandler, type GuestWorker } from "../guests/on.js";
import { snapshotConfiguration } from "./config-routes.js";
import { hasFeature } from "./features.js";
import { startWorker } from "./power.js";

const base = "/nodes/{node}/lxc/{vmid}/snapshot";
const on = (handler: GuestHandler) => onGuest("lxc", handler);
const inTask = (type: string, worker: GuestWorker) =>
  inGuestTask("lxc", type, { worker, missing: (call) => missingGuest("lxc", call) });
const nameOf = (call: Call) => textOf(call, "snapname") as string;
const reserved = new Set(["current", "vzdump"]);

/** A container as it was once. */
export const snapshotRoutes: Routes = {
  [`GET ${base}`]: on((_call, _vmid, guest) => rows(guest)),
  [`POST ${base}`]: (call) => {
    const name = nameOf(call);
    if (reserved.has(name)) fail(`unable to use snapshot name '${name}' (reserved name)`);
    return inTask("vzsnapshot", take)(call);
  },
  [`DELETE ${base}/{snapname}`]: inTask("vzdelsnapshot", remove),
  [`GET ${base}/{snapname}/config`]: on((call, _vmid, guest) => snapshotConfiguration(guest, nameOf(call))),
  [`PUT ${base}/{snapname}/config`]: on((call, _vmid, { snapshots }) => {
    const name = nameOf(call);
    const snapshot = snapshots.get(name) ?? fail(`snapshot '${name}' does not exist`);
    const description = textOf(call, "description");
    if (description !== undefined) snapshots.set(name, { ...snapshot, description });
    return null;
  }),
  [`POST ${base}/{snapname}/rollback`]: inTask("vzrollback", rollBack),
};

function rows(guest: Guest): readonly unknown[] {
  const parentOf = ({ parent }: Guest["config"]) => (parent === undefined ? {} : { parent });
  return [
    ...[...guest.snapshots].map(([name, { config, time, description }]) => ({
      name,
      snaptime: time,
      description,
      ...parentOf(config),
    })),
    {
      name: "current",
      description: "You are here!",
      digest: guestDigest(guest),
      running: guest.running === undefined ? 0 : 1,
      ...parentOf(guest.config),
    },
  ];
}

function take(call: Call, _vmid: number, guest: Guest): ReturnType<GuestWorker> {
  return async () => {
    const name = nameOf(call);
    if (guest.config["template"] === "1") fail("you can't take a snapshot if it's a template");
    if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
    if (guest.snapshots.has(name)) fail(`snapshot name '${name}' already used`);
    if (!hasFeature(call.world, { feature: "snapshot", config: guest.config, isSnapshot: false }))
      fail("snapshot feature is not available");
    const time = Math.floor(call.world.clock.now() / 1000);
    guest.snapshots.set(name, { config: guest.config, time, description: textOf(call, "description") ?? "" });
    guest.config = { ...guest.config, parent: name };
  };
}

function remove(call: Call, _vmid: number, guest: Guest): ReturnType<GuestWorker> {
  return async () => {
    const name = nameOf(call);
    const gone = guest.snapshots.get(name) ?? fail(`snapshot '${name}' does not exist`);
    if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
    guest.snapshots.delete(name);
    const { parent } = gone.config;
    const moved = (config: Guest["config"]): Guest["config"] => {
      if (config["parent"] !== name) return config;
      const { parent: _parent, ...rest } = config;
      return parent === undefined ? rest : { ...rest, parent };
    };
    guest.config = moved(guest.config);
    for (const [other, snapshot] of guest.snapshots)
      guest.snapshots.set(other, { ...snapshot, config: moved(snapshot.config) });
  };
}

/** A container that runs is stopped first; nothing waits any more. */
function rollBack(call: Call, vmid: number, guest: Guest): ReturnType<GuestWorker> {
  return async (task) => {
    const name = nameOf(call);
    const { config } = guest.snapshots.get(name) ?? fail(`snapshot '${name}' does not exist`);
    if (guest.config["template"] === "1") fail("you can't rollback if CT is a template");
    if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
    guest.running = undefined;
    guest.config = { ...config, parent: name };
    guest.pending = {};
    if (Number(call.parameters["start"] ?? 0) === 1) await startWorker(call, vmid, guest)(task);
  };
}
