import { randomUUID } from "node:crypto";

import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { textOf, type Call } from "../call.js";
import { checkManageable, manageNew } from "../cluster/ha/manage.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { diskSlot, type Configuration } from "../guests/guest.js";
import { newGuest } from "../guests/new-guest.js";
import { newDisk } from "../guests/new-disk.js";
import { parseVolumeId, removeVolume, volumeExists } from "../storages/volume.js";
import { defaultBoot } from "./boot.js";
import { checkStorageAccess } from "./drive-request.js";
import { parseDrive } from "./drive.js";
import { pinnedMachine } from "./machine.js";
import { startWorker } from "./power.js";
import { checkKeys } from "./privileges.js";
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
  const archive = textOf(call, "archive");
  if (archive !== undefined) checkArchive(call, archive);
  const meant = meantKeys(call, sentKeys(call));
  for (const [key, line] of Object.entries(meant))
    if (diskSlot.test(key) && line !== undefined) checkStorageAccess(call, vmid, { slot: key, line });
  if (pool === undefined) checkKeys(call, "set", meant);
  const other = world.guests.get(vmid);
  if (other !== undefined)
    fail(
      `unable to create VM ${vmid} - ${other.kind === "lxc" ? "CT" : "VM"} ${vmid} already exists on node '${other.node}'`,
    );
  const guest = newGuest({ kind: "qemu", node, pool, lock: "create" });
  world.guests.set(vmid, guest);
  return world.tasks.run({ node, type: "qmcreate", id: vmid, user }, async (task) => {
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
      world.tasks.run({ node, type: "qmstart", id: vmid, user }, startWorker(call, vmid, guest));
    }
  });
}

function checkAllocation(call: Call, vmid: number, pool: string | undefined): void {
  const { world, user } = call;
  if (pool !== undefined && !world.pools.has(pool))
    throw new ApiFailure(403, `Permission check failed (pool '${pool}' does not exist)`);
  const storage = textOf(call, "storage");
  if (storage !== undefined) requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
  const places = [`/vms/${vmid}`, ...(pool === undefined ? [] : [`/pool/${pool}`])];
  if (!places.some((place) => privilegesAt(world, user, place).has("VM.Allocate")))
    throw new ApiFailure(403, "Permission check failed");
}

function checkArchive(call: Call, archive: string): void {
  const drive = Object.keys(sentKeys(call)).find((key) => diskSlot.test(key));
  if (drive !== undefined) throw parameterFailure({ [drive]: "option conflicts with option 'archive'" });
  if (parseVolumeId(archive).content !== "backup")
    fail(`unable to use volume ${archive} - content type needs to be 'backup'`);
  if (!volumeExists(call.world, archive)) fail(`volume '${archive}' does not exist`);
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
