import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { assertDigest } from "../digest.js";
import { fail } from "../failure.js";
import { guestText } from "../guests/digest.js";
import type { Guest } from "../guests/guest.js";
import { sizeBytes, sizeText } from "../guests/size.js";
import { declaredPath } from "../storages/declared-path.js";
import { growDisk } from "../storages/disk.js";
import { isFileType } from "../storages/layout.js";
import { storageOf, volumeOf, volumePath } from "../storages/volume.js";
import { mountPointText, parseMountPoint } from "./mount-point.js";
import { roomOf } from "./room.js";

/** PUT resize: grows a volume, and the file system on it. */
export function resizeVolume(call: Call, vmid: number, guest: Guest): string {
  const { world, user, parameters } = call;
  const slot = textOf(call, "disk") as string;
  const size = textOf(call, "size") as string;
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  assertDigest(parameters["digest"], guestText(guest));
  const point = parseMountPoint(slot, guest.config[slot]);
  const { volume } = point;
  const { storage, vmid: owner, format, isBase } = volumeOf(world, volume);
  if (owner !== vmid) fail(`can't resize mount point owned by another container (${owner})`);
  requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
  const before = roomOf(world, point);
  const after = size.startsWith("+") ? before + sizeBytes(size.slice(1)) : sizeBytes(size);
  if (after < before) fail("unable to shrink disk size");
  if (after === before) fail("disk is already at specified size");
  return world.tasks.run({ node: guest.node, type: "resize", id: vmid, user }, async (task) => {
    const isFile = isFileType(storageOf(world, storage).type);
    if (isFile && format === "subvol") fail("can't resize this image format");
    const file = declaredPath(world, volume);
    if (isFile && isBase) {
      task.log(`qemu-img: Could not open '${file}': Could not open '${file}': Operation not permitted`);
      fail(
        `command '/usr/bin/qemu-img resize '--preallocation=off' -f raw ${file} ${after}' failed: exit code 1`,
      );
    }
    if (format !== "subvol") growDisk(volumePath(world, volume), after);
    task.log("Image resized.");
    const options = { ...point.options, size: sizeText(after) };
    guest.config = { ...guest.config, [slot]: mountPointText(slot, { volume, options }) };
  });
}
