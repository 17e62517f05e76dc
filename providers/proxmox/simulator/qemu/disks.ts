import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import { copyVolume } from "../storages/copy-volume.js";
import { allocateDisk, growDisk, writeDisk } from "../storages/disk.js";
import { formatOf, removeVolume, storageOf, virtualSize, volumePath } from "../storages/volume.js";
import { guestDigest } from "../guests/digest.js";
import { sizeBytes, sizeText } from "../guests/size.js";
import { driveText, isCdrom, parseDrive } from "./drive.js";
import type { Guest } from "../guests/guest.js";
import { unusedFor } from "../guests/unused-slot.js";

/** PUT resize: everything beyond the schema is found out in the task. */
export function resizeDisk(call: Call, vmid: number, guest: Guest | undefined): string {
  const { world, user, parameters } = call;
  const slot = textOf(call, "disk") as string;
  const size = textOf(call, "size") as string;
  return world.tasks.run({ node: String(parameters["node"]), type: "resize", id: vmid, user }, async () => {
    if (guest === undefined)
      throw new Error(
        `Configuration file 'nodes/${parameters["node"]}/qemu-server/${vmid}.conf' does not exist`,
      );
    if (parameters["digest"] !== undefined && parameters["digest"] !== guestDigest(guest))
      throw new Error("checksum mismatch (file change by other user?)");
    if (guest.lock !== undefined) throw new Error(`VM is locked (${guest.lock})`);
    const line = guest.config[slot];
    if (line === undefined) throw new Error(`disk '${slot}' does not exist`);
    const drive = parseDrive(slot, line);
    if (isCdrom(drive)) throw new Error("you can't resize a cdrom");
    const path = volumePath(world, drive.file);
    const before = virtualSize(path);
    const after = size.startsWith("+") ? before + sizeBytes(size.slice(1)) : sizeBytes(size);
    if (after < before) throw new Error("shrinking disks is not supported");
    growDisk(path, after);
    guest.config = {
      ...guest.config,
      [slot]: driveText({ file: drive.file, options: { ...drive.options, size: sizeText(after) } }),
    };
  });
}

/** POST move_disk within a guest: to another storage or format, or to another slot's guest is left out. */
export function moveDisk(call: Call, vmid: number, guest: Guest): string {
  const { world, user, parameters } = call;
  const slot = textOf(call, "disk") as string;
  const storage = textOf(call, "storage") ?? fail("either 'storage' or 'target-vmid' is required");
  const line = guest.config[slot] ?? fail(`disk '${slot}' does not exist`);
  const drive = parseDrive(slot, line);
  if (isCdrom(drive)) fail("you can't move a cdrom");
  storageOf(world, storage);
  const format = textOf(call, "format") ?? formatOf(drive.file, "images");
  if (storage === drive.file.split(":")[0] && format === formatOf(drive.file, "images"))
    fail("you can't move to the same storage with same format");
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  return world.tasks.run({ node: guest.node, type: "qmmove", id: vmid, user }, async (task) => {
    const bytes = virtualSize(volumePath(world, drive.file));
    const file = allocateDisk(world, { storage, vmid, bytes, format });
    task.log(`create full clone of drive ${slot} (${drive.file})`);
    if (format === formatOf(drive.file, "images")) copyVolume(world, drive.file, { to: file });
    else writeDisk(volumePath(world, file), format, bytes);
    guest.config = { ...guest.config, [slot]: driveText({ file, options: drive.options }) };
    if (Number(parameters["delete"] ?? 0) === 1) removeVolume(world, drive.file);
    else guest.config = { ...guest.config, [unusedFor(guest.config, drive.file)]: drive.file };
  });
}
