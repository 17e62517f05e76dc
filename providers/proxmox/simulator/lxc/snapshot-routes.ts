import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { inGuestTask, missingGuest, onGuest, type GuestHandler, type GuestWorker } from "../guests/on.js";
import { snapshotRows } from "../guests/snapshots/rows.js";
import { snapshotOf } from "../guests/snapshots/snapshot-of.js";
import { snapshotConfiguration } from "./config-routes.js";
import { removeSnapshot, rollBack, takeSnapshot } from "./snapshot.js";

const base = "/nodes/{node}/lxc/{vmid}/snapshot";
const on = (handler: GuestHandler) => onGuest("lxc", handler);
const inTask = (type: string, worker: GuestWorker) =>
  inGuestTask("lxc", type, { worker, missing: (call) => missingGuest("lxc", call) });
const nameOf = (call: Call) => textOf(call, "snapname") as string;
const reserved = new Set(["current", "vzdump"]);

/** A container as it was once. */
export const snapshotRoutes: Routes = {
  [`GET ${base}`]: on((_call, _vmid, guest) => snapshotRows(guest, () => ({}))),
  [`POST ${base}`]: (call) => {
    const name = nameOf(call);
    if (reserved.has(name)) fail(`unable to use snapshot name '${name}' (reserved name)`);
    return inTask("vzsnapshot", takeSnapshot)(call);
  },
  [`DELETE ${base}/{snapname}`]: inTask("vzdelsnapshot", removeSnapshot),
  [`GET ${base}/{snapname}/config`]: on((call, _vmid, guest) => snapshotConfiguration(guest, nameOf(call))),
  [`PUT ${base}/{snapname}/config`]: on((call, _vmid, guest) => {
    if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
    const name = nameOf(call);
    const snapshot = snapshotOf(guest, name);
    const description = textOf(call, "description");
    if (description !== undefined) guest.snapshots.set(name, { ...snapshot, description });
    return null;
  }),
  [`POST ${base}/{snapname}/rollback`]: inTask("vzrollback", rollBack),
};
