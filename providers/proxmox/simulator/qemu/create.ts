import { randomUUID } from "node:crypto";

import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { textOf, type Call } from "../call.js";
import { checkManageable, manageNew } from "../cluster/ha/manage.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { diskSlot, type Configuration, type Guest } from "../guests/guest.js";
import { newGuest } from "../guests/new-guest.js";
import { newDisk } from "../guests/new-disk.js";
import { assertContent, checkVolumeAccess } from "../guests/volume-access.js";
import { volumeAt } from "../storages/volume-at.js";
import { removeVolume, volumeExists, volumeOf } from "../storages/volume.js";
import { defaultBoot } from "./boot.js";
import { checkStorageAccess } from "./drive-request.js";
import { parseDrive } from "./drive.js";
import { pinnedMachine } from "./machine.js";
import { startWorker } from "./power.js";
import { checkKeys } from "./privileges.js";
import { restoreWorker } from "./restore.js";
import { meantKeys, sentKeys, type Meant } from "./sent.js";
import { placeDrive } from "./volumes.js";

/** POST qemu: checks at once, makes the guest in a task. */
export function createGuest(call: Call): string {
  const { world, parameters, user } = call;
  const vmid = Number(parameters["vmid"]);
  const node = String(parameters["node"]);
  const pool = textOf(call, "pool");
  checkAllocation(call, vmid, pool);
  checkManageable(call);
  const source = checkArchive(call, vmid);
  const meant = meantKeys(call, sentKeys(call));
  for (const [key, line] of Object.entries(meant))
    if (diskSlot.test(key) && line !== undefined) checkStorageAccess(call, vmid, { slot: key, line });
  if (pool === undefined) checkKeys(call, "set", meant);
  const guest = reserved(call, vmid, pool);
  const start = { node, id: vmid, user };
  if (source !== undefined) {
    const restore = { call, vmid, guest, archive: source, meant };
    return world.tasks.run({ ...start, type: "qmrestore" }, restoreWorker(restore));
  }
  return world.tasks.run({ ...start, type: "qmcreate" }, async (task) => {
    const made: string[] = [];
    try {
      guest.config = newConfiguration(call, vmid, { meant, made, log: task.log });
      guest.lock = undefined;
    } catch (thrown) {
      for (const volume of made) removeVolume(world, volume);
      world.guests.delete(vmid);
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      throw new Error(`unable to create VM ${vmid} - ${text}`, { cause: thrown });
    }
    manageNew(call, vmid);
    if (Number(parameters["start"] ?? 0) === 1) {
      task.log("Execute autostart");
      world.tasks.run({ ...start, type: "qmstart" }, startWorker(call, vmid, guest));
    }
  });
}

/** The guest that is to be filled: a new one, or with force the one whose place a backup takes. */
function reserved(call: Call, vmid: number, pool: string | undefined): Guest {
  const { world, parameters } = call;
  const node = String(parameters["node"]);
  const isRestore = textOf(call, "archive") !== undefined;
  const other = world.guests.get(vmid);
  const isReplaced = isRestore && Number(parameters["force"] ?? 0) === 1 && other?.kind === "qemu";
  const problem = `unable to ${isRestore ? "restore" : "create"} VM ${vmid} -`;
  if (other !== undefined && (!isReplaced || other.node !== node))
    fail(`${problem} ${other.kind === "lxc" ? "CT" : "VM"} ${vmid} already exists on node '${other.node}'`);
  if (other?.lock !== undefined) fail(`${problem} VM is locked (${other.lock})`);
  const guest = other ?? newGuest({ kind: "qemu", node, pool, lock: "create" });
  guest.lock = "create";
  world.guests.set(vmid, guest);
  return guest;
}

function checkAllocation(call: Call, vmid: number, pool: string | undefined): void {
  const { world, user, parameters } = call;
  if (pool !== undefined && !world.pools.has(pool))
    throw new ApiFailure(403, `Permission check failed (pool '${pool}' does not exist)`);
  const storage = textOf(call, "storage");
  if (storage !== undefined) requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
  const places = [`/vms/${vmid}`, ...(pool === undefined ? [] : [`/pool/${pool}`])];
  if (places.some((place) => privilegesAt(world, user, place).has("VM.Allocate"))) return;
  const isReplacing = textOf(call, "archive") !== undefined && Number(parameters["force"] ?? 0) === 1;
  const mayBackUp = privilegesAt(world, user, `/vms/${vmid}`).has("VM.Backup");
  if (!isReplacing || !world.guests.has(vmid) || !mayBackUp)
    throw new ApiFailure(403, "Permission check failed");
}

/** The volume that a machine is to be restored from. */
function checkArchive(call: Call, vmid: number): string | undefined {
  const sent = textOf(call, "archive");
  if (sent === undefined) return undefined;
  const drive = Object.keys(sentKeys(call))
    .sort()
    .find((key) => diskSlot.test(key));
  if (drive !== undefined) throw parameterFailure({ [drive]: "option conflicts with option 'archive'" });
  if (sent === "-") fail("pipe requires cli environment");
  checkVolumeAccess(call, vmid, sent);
  const archive = sent.startsWith("/") ? volumeAt(call.world, sent) : sent;
  if (archive === undefined) fail(`can't find archive file '${sent}'`);
  assertContent(archive, volumeOf(call.world, archive).content, "backup");
  if (!volumeExists(call.world, archive, call.local)) fail(`volume '${archive}' does not exist`);
  return archive;
}

function newConfiguration(
  call: Call,
  vmid: number,
  {
    meant,
    made,
    log,
  }: { readonly meant: Meant; readonly made: string[]; readonly log: (line: string) => void },
): Configuration {
  const config: Record<string, string> = {};
  // Disks are made by the names of their slots, as texts: scsi10 before scsi2.
  for (const key of Object.keys(meant).sort()) {
    const text = meant[key];
    if (text === undefined) continue;
    if (!diskSlot.test(key)) {
      config[key === "smp" ? "sockets" : key] = text;
      continue;
    }
    config[key] = placeDrive({ call, vmid, slot: key, config, log }, text);
    const isMade = newDisk.test(parseDrive(key, text).file);
    if (isMade) made.push(parseDrive(key, config[key]).file);
  }
  const pinned = pinnedMachine(config["ostype"] ?? "", config["machine"]);
  if (pinned !== undefined) config["machine"] = pinned;
  if ((config["boot"] ?? " ").trim() === "") config["boot"] = defaultBoot(config);
  config["smbios1"] ??= `uuid=${randomUUID()}`;
  config["vmgenid"] ??= randomUUID();
  config["meta"] = `creation-qemu=10.2.2,ctime=${Math.floor(call.world.clock.now() / 1000)}`;
  return config;
}
