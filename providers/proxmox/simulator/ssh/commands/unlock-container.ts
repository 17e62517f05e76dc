import { fail } from "../../failure.js";
import { configurationFile } from "../../guests/configuration-file.js";
import type { Process } from "../process.js";
import type { Options } from "./options.js";

/** `pct unlock`: takes a lock away that the API can't. */
export async function unlockContainer({ world, node }: Process, { vmid = "" }: Options): Promise<void> {
  const guest = world.guests.get(Number(vmid));
  if (guest?.kind !== "lxc" || guest.node !== node)
    return fail(`Configuration file '${configurationFile("lxc", node, vmid)}' does not exist`);
  guest.lock = undefined;
}
