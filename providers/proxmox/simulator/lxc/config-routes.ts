import { textOf, type Call, type Routes } from "../call.js";
import { parameterFailure } from "../failure.js";
import { changing } from "../guests/changing.js";
import { guestDigest } from "../guests/digest.js";
import type { Guest } from "../guests/guest.js";
import { onGuest, type GuestHandler } from "../guests/on.js";
import { snapshotOf } from "../guests/snapshots/snapshot-of.js";
import { pendingRows, shownConfiguration, withPending } from "../guests/pending.js";
import { changeConfiguration } from "./change.js";
import { shownValue } from "./rewrite.js";

const base = "/nodes/{node}/lxc/{vmid}";
const on = (handler: GuestHandler) => onGuest("lxc", handler);

/** The configuration, and what waits in it. */
export const configRoutes: Routes = {
  [`GET ${base}/config`]: on(configuration),
  [`PUT ${base}/config`]: on((call, vmid, guest) =>
    changing(call.world, { vmid, guest }, () => changeConfiguration(call, vmid, guest)),
  ),
  [`GET ${base}/pending`]: on((_call, _vmid, guest) => pendingRows(guest, shownValue)),
};

function configuration(call: Call, _vmid: number, guest: Guest): unknown {
  const name = textOf(call, "snapshot");
  const isCurrent = Number(call.parameters["current"] ?? 0) === 1;
  const both = "cannot use 'snapshot' parameter with 'current'";
  if (name !== undefined && isCurrent) throw parameterFailure({ snapshot: both, current: both });
  if (name !== undefined) return { ...snapshotConfiguration(guest, name), digest: guestDigest(guest) };
  return {
    ...shownConfiguration(isCurrent ? guest.config : withPending(guest.config, guest.pending), shownValue),
    ...(guest.lock === undefined ? {} : { lock: guest.lock }),
    digest: guestDigest(guest),
  };
}

/** What a snapshot keeps of a configuration, and what is said of the snapshot. */
export function snapshotConfiguration(guest: Guest, name: string): object {
  const { config, time, description } = snapshotOf(guest, name);
  return {
    ...shownConfiguration(config, shownValue),
    ...(description === "" ? {} : { description }),
    snaptime: time,
  };
}
