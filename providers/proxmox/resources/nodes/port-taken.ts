import { error } from "../../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../../lib/diagnostic/refusal.js";
import { ApiError } from "../../api/api-error.js";

const taken = /port '(.+)' is already used on interface '(.+)'/;

/** A port that another interface has. */
export class PortTaken extends Refusal {
  /** What Proxmox VE's refusal to give a bridge its ports comes to, if it is this one. */
  static of(thrown: unknown, bridge: string): PortTaken | undefined {
    const match = thrown instanceof ApiError ? taken.exec(thrown.refused.text) : null;
    if (match === null) return undefined;
    const [, port, named] = match;
    // Of the two that want it, the one is named that stands first in the node's file.
    const iface = named === bridge ? "another interface" : named;
    return new PortTaken([
      error(`${port} is plugged into ${iface}`, {
        path: ["ports"],
        detail:
          `A port belongs to one interface. If this code takes it out of ${iface}, let that come before: make ${bridge} depend on it. ` +
          "Where two of them swap ports, take these out first, apply, and plug them in again.",
      }),
    ]);
  }
}
