import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import { guestDigest } from "../guests/digest.js";
import type { Guest } from "../guests/guest.js";
import type { GuestWorker } from "../guests/on.js";
import { sizeBytes, sizeText } from "../guests/size.js";
import { declaredPath } from "../storages/declared-path.js";
import { growDisk } from "../storages/disk.js";
import { isFileType } from "../storages/layout.js";
import { storageOf } from "../storages/properties.js";
import { split, virtualSize, volumeOf, volumePath } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import { driveText, isCdrom, parseDrive } from "./drive.js";

/** PUT resize: everything beyond the schema is found out in the task. */
export const resizeDisk: GuestWorker = (call, _vmid, guest) => async (task) => {
  const { world, local, parameters } = call;
  const slot = textOf(call, "disk") as string;
  const size = textOf(call, "size") as string;
  if (parameters["digest"] !== undefined && parameters["digest"] !== guestDigest(guest))
    fail("checksum mismatch (file change by other user?)");
  if (guest.lock !== undefined && Number(parameters["skiplock"] ?? 0) !== 1)
    fail(`VM is locked (${guest.lock})`);
  const drive = parseDrive(slot, guest.config[slot] ?? fail(`disk '${slot}' does not exist`));
  const { file, options } = drive;
  if (!file.includes(":") && !isCdrom(drive)) fail(`disk '${slot}' has no associated volume`);
  if (isCdrom(drive)) fail("you can't resize a cdrom");
  requirePrivileges(call, `/storage/${split(file).storage}`, ["Datastore.AllocateSpace"]);
  const path = volumePath(world, file, local);
  const before = virtualSize(path);
  const after = size.startsWith("+") ? before + sizeBytes(size.slice(1)) : sizeBytes(size);
  if (after < before) fail("shrinking disks is not supported");
  if (after > before) grow(call, { guest, file, bytes: after, path }, task);
  guest.config = {
    ...guest.config,
    [slot]: driveText({ file, options: { ...options, size: sizeText(after) } }),
  };
};

/** A running machine grows its disk itself, any other has a program do it, which may not write to bases. */
function grow(
  { world }: Call,
  {
    guest,
    file,
    bytes,
    path,
  }: { readonly guest: Guest; readonly file: string; readonly bytes: number; readonly path: string },
  { log }: TaskHandle,
): void {
  const { isBase, format, storage } = volumeOf(world, file);
  const isFile = isFileType(storageOf(world, storage).type);
  if (isBase && isFile) {
    const shown = declaredPath(world, file);
    const allocation = format === "raw" ? "off" : "metadata";
    log(`qemu-img: Could not open '${shown}': Could not open '${shown}': Operation not permitted`);
    fail(
      `command '/usr/bin/qemu-img resize '--preallocation=${allocation}' -f ${format} ${shown} ${bytes}' failed: exit code 1`,
    );
  }
  growDisk(path, bytes);
  if (guest.running === undefined && isFile) log("Image resized.");
}
