import { means } from "../../../api/meanings.js";
import type { Connection } from "../../../connection.js";
import { readConfiguration } from "./guest.js";

/** Whose work a guest is, by the proof that the request for ours carried; `nobody` where there is no guest. */
export async function whoseIs(
  connection: Connection,
  { vmid, proof }: { readonly vmid: number; readonly proof: string | null },
): Promise<"ours" | "others" | "nobody"> {
  const place = await connection.locate(vmid);
  if (place === undefined) return "nobody";
  if (place.type !== "qemu" || proof === null) return "others";
  try {
    const { running } = await readConfiguration(connection, { node: place.node, vmid });
    return running["smbios1"]?.includes(proof) === true ? "ours" : "others";
  } catch (thrown) {
    if (means(thrown, "guestMissing")) return "nobody";
    throw thrown;
  }
}
