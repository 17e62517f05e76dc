import { stat } from "node:fs/promises";
import { posix } from "node:path";

import { fail, parameterFailure } from "../../failure.js";
import { copyImage } from "../../storages/copy-image.js";
import { allocateDisk } from "../../storages/disk.js";
import { virtualSize } from "../../storages/image.js";
import { contentsOf, storageOf } from "../../storages/properties.js";
import { volumePath } from "../../storages/volume.js";
import { unusedFor } from "../../guests/unused-slot.js";
import type { Process } from "../process.js";
import type { Options } from "./options.js";
import { ask } from "./tool.js";

const formats = ["raw", "qcow2", "vmdk"];

/** `qm disk import`: a file of the node, or a volume, becomes a disk that the guest doesn't use yet. */
export async function importDisk(process: Process, options: Options): Promise<void> {
  const { world, node, files, cwd, stdout } = process;
  const { vmid: id = "", source = "", storage = "", format = "raw", "target-disk": slot } = options;
  const vmid = Number(id);
  const guest = world.guests.get(vmid);
  if (guest?.kind !== "qemu" || guest.node !== node)
    fail(`Configuration file 'nodes/${node}/qemu-server/${id}.conf' does not exist`);
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  if (!contentsOf(storageOf(world, storage)).includes("images"))
    fail(`storage ${storage} does not support vm images`);
  if (!formats.includes(format))
    throw parameterFailure({
      format: `value '${format}' does not have a value in the enumeration '${formats.join(", ")}'`,
    });
  const isVolume = /^[A-Za-z][\w.-]*:/.test(source);
  const from = isVolume ? volumePath(world, source) : files.real(posix.resolve(cwd, source), "read");
  await stat(from).catch(() => fail(`${source}: non-existent or non-regular file`));
  await stdout.write(`importing disk '${source}' to VM ${vmid} ...\n`);
  const bytes = virtualSize(from);
  const volume = allocateDisk(world, { storage, vmid, bytes, format });
  const to = volumePath(world, volume);
  copyImage(from, to, { format, bytes });
  const size = `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  await stdout.write(`transferred 0.0 B of ${size} (0.00%)\ntransferred ${size} of ${size} (100.00%)\n`);
  const target = slot ?? unusedFor(guest.config, volume);
  if (slot === undefined) guest.config = { ...guest.config, [target]: volume };
  else {
    const path = `/nodes/${node}/qemu/${vmid}/config`;
    await ask(process, { verb: "PUT", path, parameters: { [slot]: volume } });
  }
  await stdout.write(`${target}: successfully imported disk '${volume}'\n`);
}
