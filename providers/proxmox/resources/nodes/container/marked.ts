import { randomBytes } from "node:crypto";

import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Connection } from "../../../connection.js";
import { withParts } from "../../../form/property-string.js";
import { named } from "../guest/line.js";
import { network } from "./network.js";

/** A new container's parameters, and what in them no other request has; null where there is no room for such a thing. */
export interface Marked {
  readonly parameters: Readonly<Record<string, string>>;
  readonly proof: string | null;
}

/**
 * Chooses the MAC address of an interface that has none, as PVE would, so that what a lost request made can be told
 * from another's. Nothing else in a container's configuration has room for a random number.
 */
export async function marked(
  connection: Connection,
  parameters: Readonly<Record<string, string>>,
): Promise<Marked> {
  const lines = Object.entries(parameters).filter(([key]) => isSlot(network.attribute.slot, key));
  const [slot, line] = lines.find(([, each]) => named.split(each)["hwaddr"] === undefined) ?? [];
  if (slot === undefined || line === undefined) return { parameters, proof: null };
  const proof = await newAddress(connection);
  return {
    parameters: { ...parameters, [slot]: named.join(withParts(named.split(line), { hwaddr: proof })) },
    proof,
  };
}

/** Under the cluster's own prefix, as far as this login may know it. */
async function newAddress(connection: Connection): Promise<string> {
  const { mac_prefix: prefix = "BC:24:11" } = await connection
    .once("/cluster/options")
    .catch(() => ({ mac_prefix: undefined }));
  // Of one to three bytes, with or without a colon at its end.
  const given = prefix.split(":").filter((byte) => byte !== "");
  const rest = [...randomBytes(6 - given.length)].map((byte) => byte.toString(16).padStart(2, "0"));
  return [...given, ...rest].join(":").toUpperCase();
}
