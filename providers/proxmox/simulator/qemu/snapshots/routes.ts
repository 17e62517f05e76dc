import { textOf, type Call, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { inGuestTask, missingGuest, onGuest, type GuestHandler, type GuestWorker } from "../../guests/on.js";
import { shownConfiguration } from "../../guests/pending.js";
import { snapshotRows } from "../../guests/snapshots/rows.js";
import { snapshotOf } from "../../guests/snapshots/snapshot-of.js";
import { storedType } from "../rewrite.js";
import { removeSnapshot } from "./remove.js";
import { rollBack } from "./roll-back.js";
import { takeSnapshot } from "./take.js";

const base = "/nodes/{node}/qemu/{vmid}/snapshot";
const on = (handler: GuestHandler) => onGuest("qemu", handler);
const inTask = (type: string, worker: GuestWorker) =>
  inGuestTask("qemu", type, { worker, missing: (call) => missingGuest("qemu", call) });
const nameOf = (call: Call) => textOf(call, "snapname") as string;
const isReserved = (name: string) => name === "current" || name.toLowerCase() === "pending";

/** What a machine was once. */
export const snapshotRoutes: Routes = {
  [`GET ${base}`]: on((_call, _vmid, guest) =>
    snapshotRows(guest, ({ vmstate }) => ({ vmstate: vmstate === undefined ? 0 : 1 })),
  ),
  [`POST ${base}`]: (call) => {
    const name = nameOf(call);
    if (isReserved(name)) fail(`unable to use snapshot name '${name}' (reserved name)`);
    return inTask("qmsnapshot", takeSnapshot)(call);
  },
  [`DELETE ${base}/{snapname}`]: inTask("qmdelsnapshot", removeSnapshot),
  [`POST ${base}/{snapname}/rollback`]: inTask("qmrollback", rollBack),
  // Alone here PVE shows what a password is kept as.
  [`GET ${base}/{snapname}/config`]: on((call, _vmid, guest) => {
    const { config, time, description } = snapshotOf(guest, nameOf(call));
    return {
      ...shownConfiguration(config, storedType),
      ...(description === "" ? {} : { description }),
      snaptime: time,
    };
  }),
  [`PUT ${base}/{snapname}/config`]: on((call, _vmid, guest) => {
    if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
    const description = textOf(call, "description");
    if (description === undefined) return null;
    const name = nameOf(call);
    guest.snapshots.set(name, { ...snapshotOf(guest, name), description });
    return null;
  }),
};
