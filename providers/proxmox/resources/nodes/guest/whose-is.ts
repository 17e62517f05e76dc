import { means } from "../../../api/meanings.js";
import type { Connection } from "../../../connection.js";
import { readConfiguration } from "./read-configuration.js";
import type { Target } from "./target.js";

/** Whose work a guest is, by the proof that the request for ours carried; `nobody` where there is no guest. */
export async function whoseIs(
  connection: Connection,
  { kind, vmid, proof }: Pick<Target, "kind" | "vmid"> & { readonly proof: string | null },
): Promise<"ours" | "others" | "nobody"> {
  const place = await connection.locate(vmid);
  if (place === undefined) return "nobody";
  if (place.type !== kind || proof === null) return "others";
  try {
    const { running } = await readConfiguration(connection, { kind, node: place.node, vmid });
    return Object.values(running).some((line) => line.includes(proof)) ? "ours" : "others";
  } catch (thrown) {
    if (means(thrown, "guestMissing")) return "nobody";
    throw thrown;
  }
}
