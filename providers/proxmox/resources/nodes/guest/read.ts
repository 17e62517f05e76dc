import type { Attributes } from "../../../../../lib/schema/attribute.js";
import type { Observed } from "../../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";
import { findGuest, type Guest } from "./find-guest.js";
import type { GuestType } from "./guest-type.js";
import { pendingIn } from "./pending.js";
import { protectionOf } from "./protection.js";

/** Reads a guest: its node and power from the cluster's list, everything else from one request. */
export async function read<A extends Attributes>(
  connection: Connection,
  type: GuestType,
  vmid: number,
): Promise<Observed<A> | undefined> {
  const guest = await findGuest(connection, { kind: type.kind, vmid });
  return guest === undefined ? undefined : (observedOf(type, guest) as Observed<A>);
}

/** A guest in the shape of its attributes, with what is pending taken for done: it is written, and only waits. */
function observedOf(type: GuestType, guest: Guest): Observed {
  const { vmid, place, configuration } = guest;
  const running = place.status === "running";
  const attributes: ValueObject = {
    id: String(vmid),
    vmid,
    current_node: place.node,
    running,
    // What is down has everything when it starts.
    pending: running ? pendingIn(configuration, type.pathOf) : [],
    pool: place.pool ?? null,
    ...type.attributesOf(configuration.wished),
  };
  return {
    attributes: attributes,
    facts: { running, digest: configuration.digest, ...protectionOf(guest), ...type.factsOf(configuration) },
  };
}
