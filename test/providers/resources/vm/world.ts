import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import type { Simulation, SimulationOptions } from "../../../../providers/proxmox/simulator/simulate.js";
import { guestStand, putFile, type Stand } from "../guest-stand.js";

/** A simulated cluster for virtual machines. */
export function stand(options: SimulationOptions = {}): Promise<Stand> {
  return guestStand(vm, options);
}

/** Puts an image with a system on it onto the storage `local`: a qcow2 of 15 MiB, 8 KiB of them used. */
export async function putImage(pve: Simulation, name: string): Promise<void> {
  const image = Buffer.alloc(8192, 1).fill(0, 0, 112);
  image.write("QFI\xfb", 0, "latin1");
  image.writeUInt32BE(3, 4);
  image.writeBigUInt64BE(BigInt(15 * 2 ** 20), 24);
  await putFile(pve, { folder: "import", name, content: image });
}
