import { requirePrivileges } from "../../access/check.js";
import type { Call } from "../../call.js";
import { sectionsOf } from "../../section-object.js";

const isWanted = ({ parameters }: Call) => Number(parameters["ha-managed"] ?? 0) === 1;

/** Who puts a new guest under HA has to be somebody who may do so. */
export function checkManageable(call: Call): void {
  if (isWanted(call)) requirePrivileges(call, "/", ["Sys.Console"]);
}

/** Puts a new guest under the care of the HA manager, if the request says so. */
export function manageNew(call: Call, vmid: number): void {
  const { world, parameters } = call;
  if (!isWanted(call)) return;
  const type = world.guests.get(vmid)?.kind === "lxc" ? "ct" : "vm";
  const state = Number(parameters["start"] ?? 0) === 1 ? "started" : "stopped";
  sectionsOf(world, "ha-resource").set(`${type}:${vmid}`, { type, state });
}
