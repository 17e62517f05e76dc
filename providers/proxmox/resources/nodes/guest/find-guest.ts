import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import { means } from "../../../api/meanings.js";
import type { Connection, GuestRow } from "../../../connection.js";
import { proveAbsence } from "../../../rest/prove-absence.js";
import type { GuestConfiguration } from "./configuration.js";
import { readConfiguration } from "./read-configuration.js";
import { kindNames, type Target } from "./target.js";

/** A guest as it was found. */
export interface Guest extends Target {
  readonly place: GuestRow;
  readonly configuration: GuestConfiguration;
}

type Sought = Pick<Target, "kind" | "vmid">;

/** Finds a guest and reads its configuration: one request beside the cluster's list, a second try if it just moved. */
export async function findGuest(connection: Connection, sought: Sought): Promise<Guest | undefined> {
  const guest = await look(connection, sought).catch((thrown: unknown) => {
    if (means(thrown, "guestMissing")) return undefined;
    throw thrown;
  });
  if (guest !== undefined) return guest;
  connection.forget();
  const again = await look(connection, sought);
  if (again === undefined) await proveAbsence(connection, sought.vmid);
  return again;
}

async function look(connection: Connection, { kind, vmid }: Sought): Promise<Guest | undefined> {
  const place = await connection.locate(vmid);
  if (place === undefined) return undefined;
  if (place.type !== kind)
    refuse(`${vmid} is a ${kindNames[place.type]}`, {
      path: ["vmid"],
      detail: `A ${kindNames[place.type]} with this number is on ${place.node}. Guests share their numbers: choose another.`,
    });
  const target = { kind, node: place.node, vmid };
  return { ...target, place, configuration: await readConfiguration(connection, target) };
}
