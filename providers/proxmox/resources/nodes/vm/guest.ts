import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import { configurationOf, type GuestConfiguration } from "./configuration.js";
import { means } from "../../../api/meanings.js";
import type { Connection, GuestRow } from "../../../connection.js";
import { proveAbsence } from "./absence.js";

/** Which guest, and where it is. */
export interface Target {
  readonly node: string;
  readonly vmid: number;
}

/** A guest as it was found. */
export interface Guest extends Target {
  readonly place: GuestRow;
  readonly configuration: GuestConfiguration;
}

/** The parts of a guest's path, and nothing else that is known of it. */
export function at({ node, vmid }: Target): Target {
  return { node, vmid };
}

/** Finds a guest and reads its configuration: one request beside the cluster's list, a second try if it just moved. */
export async function findGuest(connection: Connection, vmid: number): Promise<Guest | undefined> {
  const guest = await look(connection, vmid).catch((thrown: unknown) => {
    if (means(thrown, "guestMissing")) return undefined;
    throw thrown;
  });
  if (guest !== undefined) return guest;
  connection.forget();
  const again = await look(connection, vmid);
  if (again === undefined) await proveAbsence(connection, vmid);
  return again;
}

async function look(connection: Connection, vmid: number): Promise<Guest | undefined> {
  const place = await connection.locate(vmid);
  if (place === undefined) return undefined;
  if (place.type !== "qemu")
    refuse(`${vmid} is a container`, {
      path: ["vmid"],
      detail: `A container with this number is on ${place.node}. Guests share their numbers: choose another.`,
    });
  const target = { node: place.node, vmid };
  return { ...target, place, configuration: await readConfiguration(connection, target) };
}

/** The configuration as it runs and as it waits, with its digest: `/pending` tells all of it. */
export async function readConfiguration({ api }: Connection, target: Target): Promise<GuestConfiguration> {
  return configurationOf(await api.get("/nodes/{node}/qemu/{vmid}/pending", at(target)));
}
