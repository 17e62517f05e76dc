import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import type { SimulationOptions } from "../../../../providers/proxmox/simulator/simulate.js";
import { guestStand, putFile, type Stand } from "../guest-stand.js";

export const template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";

/** A simulated cluster for containers, with a template to make them from. */
export async function stand(options: SimulationOptions = {}): Promise<Stand> {
  const at = await guestStand(container, options);
  await putFile(at.pve, { folder: "template/cache", name: "debian-13-standard_13.1-2_amd64.tar.zst" });
  return at;
}
