import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { digestOf } from "../digest.js";
import { fail, parameterFailure } from "../failure.js";
import { guestText } from "../guests/digest.js";
import { guestLock } from "../guests/guest-lock.js";
import { unusedSlot, type Guest } from "../guests/guest.js";
import { freeVolume } from "../storages/disk.js";
import { formatOf, renameVolume, split } from "../storages/volume.js";
import { volumeHas } from "../storages/volume-features.js";
import type { TaskHandle } from "../worker.js";
import { prepareChange } from "./change.js";
import { driveText, isCdrom, parseDrive, type Drive } from "./drive.js";
import { without } from "./pend.js";
import { volumesIn } from "./own-volumes.js";

/** Gives a disk to another machine, under a name of its own. */
export function reassignDisk(call: Call, vmid: number, guest: Guest): string {
  const { world, user, parameters } = call;
  const slot = textOf(call, "disk") as string;
  const owner = Number(parameters["target-vmid"]);
  const place = textOf(call, "target-disk") ?? slot;
  if (owner === vmid)
    throw parameterFailure({ "target-vmid": "must be different than source VMID to reassign disk" });
  requirePrivileges(call, `/vms/${owner}`, ["VM.Config.Disk"]);
  const target = targetOf(call, guest, owner);
  const drive = movableDrive(call, { vmid, guest }, slot);
  if (!unusedSlot.test(place) && target.config[place] !== undefined)
    fail(`Target disk key '${place}' is already in use for VM '${owner}'`);
  const id = `${vmid}-${slot}>${owner}-${place}`;
  const locks = [guestLock(guest, vmid), guestLock(target, owner)];
  return world.tasks.run({ node: guest.node, type: "qmmove", id, user, locks }, (task) =>
    reassign({ call, vmid, guest, owner, target, slot, place, drive }, task),
  );
}

function targetOf(call: Call, guest: Guest, owner: number): Guest {
  const { world, parameters } = call;
  const target = world.guests.get(owner);
  if (target?.kind !== "qemu") fail(`could not find target VM ${owner}`);
  if (target.node !== guest.node)
    fail(`Both VMs need to be on the same node (${guest.node}) but target VM is on ${target.node}.`);
  for (const { lock } of [guest, target]) if (lock !== undefined) fail(`VM is locked (${lock})`);
  if ([guest, target].some(({ config }) => config["template"] === "1"))
    fail("Can't move disks from or to template VMs");
  assertUnchanged(Number(parameters["vmid"]), guest, parameters["digest"]);
  assertUnchanged(owner, target, parameters["target-digest"]);
  return target;
}

function assertUnchanged(vmid: number, guest: Guest, digest: string | number | undefined): void {
  if (digest !== undefined && String(digest) !== digestOf(guestText(guest)))
    fail(`VM ${vmid}: detected modified configuration - file changed by other user? Try again.`);
}

function movableDrive(
  { world }: Call,
  { vmid, guest }: { readonly vmid: number; readonly guest: Guest },
  slot: string,
): Drive {
  const line = guest.config[slot] ?? fail(`Disk '${slot}' for VM '${vmid}' does not exist`);
  const drive = parseDrive(slot, line);
  const { file } = drive;
  if (isCdrom(drive)) fail("CD drive contents can't be moved to another VM");
  if (!file.includes(":")) fail(`Volume '${file}' not managed by PVE`);
  if ([...guest.snapshots.values()].some(({ config }) => volumesIn(config).includes(file)))
    fail("Can't move disk used by a snapshot to another VM");
  if (!volumeHas(world, "rename", { volume: file, isSnapshot: false }))
    fail("Storage does not support moving of this disk to another VM");
  if (guest.running !== undefined && !unusedSlot.test(slot))
    fail("Cannot move disk to another VM while the source VM is running - detach first");
  return drive;
}

interface Reassigning {
  readonly call: Call;
  readonly vmid: number;
  readonly guest: Guest;
  readonly owner: number;
  readonly target: Guest;
  readonly slot: string;
  readonly place: string;
  readonly drive: Drive;
}

async function reassign(
  { call, vmid, guest, owner, target, slot, place, drive }: Reassigning,
  { log }: TaskHandle,
): Promise<void> {
  const { world } = call;
  log(`reassign disk '${slot}' from VM '${vmid}' as '${place}' to VM '${owner}'`);
  const { storage } = split(drive.file);
  const format = formatOf(drive.file, "images");
  const file = freeVolume(world, { storage, vmid: owner, format, node: target.node });
  renameVolume(world, drive.file, file);
  log(`removing disk '${slot}' from VM '${vmid}' config`);
  guest.config = without(guest.config, slot);
  guest.pending = without(guest.pending, slot);
  if (unusedSlot.test(place)) {
    target.config = { ...target.config, [place]: file };
    return;
  }
  const parameters = { node: target.node, vmid: owner, [place]: driveText({ ...drive, file }) };
  prepareChange({ ...call, parameters }, owner, target)(log);
}
