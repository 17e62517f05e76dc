import type { Facts } from "../../../../../lib/schema/attribute.js";
import type { Observed } from "../../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { VmAttributes } from "./attributes.js";
import { attributesOf, cloudInitSlot } from "./attributes-of.js";
import { drivesOf } from "./drive-line.js";
import { firmwareKeys } from "./firmware.js";
import { partsOf } from "./line.js";
import { findGuest, type Guest } from "./guest.js";
import type { Connection } from "../../../connection.js";

/** Reads a guest: its node and power from the cluster's list, everything else from one request. */
export async function read(
  connection: Connection,
  identity: ValueObject,
): Promise<Observed<VmAttributes> | undefined> {
  const guest = await findGuest(connection, Number(identity["vmid"]));
  return guest === undefined ? undefined : observedOf(guest);
}

/** A guest in the shape of its attributes, with what is pending taken for done: it is written, and only waits. */
function observedOf(guest: Guest): Observed<VmAttributes> {
  const { vmid, place, configuration } = guest;
  const attributes: ValueObject = {
    id: String(vmid),
    vmid,
    current_node: place.node,
    running: place.status === "running",
    pool: place.pool ?? null,
    ...attributesOf(configuration.wished),
  };
  return {
    attributes: attributes,
    facts: factsOf(guest),
  };
}

/** What planning must know beside the attributes. The running configuration counts: it decides what can be plugged. */
function factsOf({ place, configuration: { running, wished, digest } }: Guest): Facts {
  const drives = drivesOf(wished);
  const sizes = Object.entries(drives)
    .filter(([, { kind }]) => kind === "disk")
    .map(([slot, { parts }]) => [slot, parts["size"] ?? null] as const);
  const firmware = firmwareKeys
    .filter((key) => key in wished)
    .map((key) => [key, partsOf(wished[key] ?? "", "file")["size"] ?? null] as const);
  const unused = Object.keys(wished)
    .filter((key) => /^unused\d+$/.test(key))
    .map((key) => [key, null] as const);
  return {
    running: place.status === "running",
    hotplug: running["hotplug"] ?? null,
    os_type: running["ostype"] ?? null,
    machine: running["machine"] ?? null,
    digest,
    disks: Object.fromEntries([...sizes, ...firmware, ...unused]),
    cloud_init_slot: cloudInitSlot(drives) ?? null,
  };
}
