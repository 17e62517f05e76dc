import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { assertDigest } from "../digest.js";
import { fail, parameterFailure } from "../failure.js";
import { guestText } from "../guests/digest.js";
import { unusedSlot, type Guest } from "../guests/guest.js";
import { freeVolume } from "../storages/disk.js";
import { formatOf, renameVolume } from "../storages/volume.js";
import { kindOf, mountPointText, parseMountPoint } from "./mount-point.js";

/** Gives a volume to another container, under a name of its own. */
export function reassignVolume(call: Call, vmid: number, guest: Guest): string {
  const { world, user, parameters } = call;
  const slot = textOf(call, "volume") as string;
  const owner = Number(parameters["target-vmid"]);
  const place = textOf(call, "target-volume") ?? slot;
  if (owner === vmid)
    throw parameterFailure({
      "target-vmid": "must be different than source VMID to move disk to another container\n",
    });
  requirePrivileges(call, `/vms/${owner}`, ["VM.Config.Disk"]);
  const target = world.guests.get(owner);
  if (target?.kind !== "lxc")
    return fail(`Configuration file 'nodes/${guest.node}/lxc/${owner}.conf' does not exist`);
  if (target.node !== guest.node)
    fail(
      `Both containers need to be on the same node (${guest.node}) but target container is on ${target.node}.`,
    );
  for (const each of [guest, target]) if (each.lock !== undefined) fail(`CT is locked (${each.lock})`);
  assertDigest(parameters["digest"], guestText(guest));
  assertDigest(parameters["target-digest"], guestText(target));
  const line = guest.config[slot] ?? fail(`Volume '${slot}' for container '${vmid}' does not exist`);
  if (slot === "rootfs") fail("Cannot reassign the root file system of a container");
  const isUnused = unusedSlot.test(slot);
  const point = isUnused ? { volume: line, options: {} } : parseMountPoint(slot, line);
  if (kindOf(point) !== "volume") fail("Cannot move the mount point, it is not a volume");
  if (!isUnused && guest.running !== undefined)
    fail("Cannot move mount point to another container while the source container is running - detach first");
  if (target.config[place] !== undefined)
    fail(`Target volume key '${place}' is already in use for container '${owner}'`);
  const id = `${vmid}-${slot}>${owner}-${place}`;
  return world.tasks.run({ node: guest.node, type: "move_volume", id, user }, async (task) => {
    const [storage = ""] = point.volume.split(":");
    const format = formatOf(point.volume, "images");
    const volume = freeVolume(world, { storage, vmid: owner, format });
    task.log(`moving volume '${slot}' from container '${vmid}' to '${owner}'`);
    renameVolume(world, point.volume, volume);
    const { [slot]: _gone, ...config } = guest.config;
    guest.config = config;
    const moved = unusedSlot.test(place) ? volume : mountPointText(place, { ...point, volume });
    target.config = { ...target.config, [place]: moved };
  });
}
