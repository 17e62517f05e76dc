import { dirname } from "node:path";
import { existsSync, mkdirSync, statSync } from "node:fs";

import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { textOf, type Call, type Routes } from "../call.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { checkVolumeAccess } from "../guests/volume-access.js";
import type { World } from "../world.js";
import { activate } from "./activate.js";
import { isProtected, notesOf, protect, removeAuxiliaries, setNotes } from "./archive.js";
import { copyVolume } from "./copy-volume.js";
import { allocateDisk } from "./disk.js";
import { readImage } from "./image.js";
import { isFileType } from "./layout.js";
import { listVolumes } from "./list.js";
import { removeVolumeAs } from "./remove.js";
import { formatsOf, storageOf } from "./properties.js";
import { declaredPath } from "./declared-path.js";
import { split, volumeOf, volumePath } from "./volume.js";

const base = "/nodes/{node}/storage/{storage}/content";
const kibibytes: Readonly<Record<string, number>> = { "": 1, M: 1024, G: 1024 ** 2 };

/** What is on a storage. */
export const contentRoutes: Routes = {
  [`GET ${base}`]: (call) => {
    const { world, parameters } = call;
    const id = textOf(call, "storage") as string;
    const node = textOf(call, "node");
    storageOf(world, id);
    activate(world, id, node);
    const vmid = parameters["vmid"];
    return listVolumes(world, id, {
      node,
      content: textOf(call, "content"),
      vmid: vmid === undefined ? undefined : Number(vmid),
    })
      .filter(({ volid }) => isAccessible(call, volid))
      .map(({ vmid: owner, ...volume }) => ({ ...volume, ...(owner === undefined ? {} : { vmid: owner }) }));
  },
  [`POST ${base}`]: (call) => {
    const id = textOf(call, "storage") as string;
    const name = textOf(call, "filename") as string;
    const [, digits, unit = ""] = /^(\d+)([MG]?)$/.exec(textOf(call, "size") as string) ?? [];
    const sent = textOf(call, "format");
    const told = /\.(raw|qcow2|vmdk)$/.exec(name)?.[1];
    if (sent !== undefined && told !== undefined && sent !== told)
      throw parameterFailure({ format: `different storage formats (${sent} != ${told})` });
    const storage = storageOf(call.world, id);
    return allocateDisk(call.world, {
      storage: id,
      vmid: Number(call.parameters["vmid"]),
      bytes: Number(digits) * (kibibytes[unit] as number) * 1024,
      format: told ?? sent ?? formatsOf(storage).default,
      node: textOf(call, "node"),
      ...(name === "" ? {} : { name }),
    });
  },
  [`GET ${base}/{volume}`]: (call) => {
    const { world } = call;
    const volid = volumeIdOf(call);
    checkVolumeAccess(call, undefined, volid);
    const { content, format } = volumeOf(world, volid);
    const path = volumePath(world, volid, textOf(call, "node"));
    if (!existsSync(path)) fail(`volume_size_info on '${volid}' failed - no format`);
    const { size, blocks } = statSync(path);
    const isSubvolume = format === "subvol";
    const bytes = isSubvolume ? 0 : format === "raw" ? size : readImage(path).virtualSize;
    if (bytes === 0 && !isSubvolume) fail(`volume '${volid}' has size zero`);
    const notes = content === "backup" ? notesOf(path) : undefined;
    return {
      path: declaredPath(world, volid),
      size: bytes,
      used: isFileType(storageOf(world, split(volid).storage).type) && !isSubvolume ? blocks * 512 : 0,
      format,
      ...(notes === undefined ? {} : { notes }),
      ...(content === "backup" ? { protected: isProtected(path) ? 1 : 0 } : {}),
    };
  },
  [`PUT ${base}/{volume}`]: (call) => {
    const volid = volumeIdOf(call);
    checkVolumeAccess(call, undefined, volid);
    const notes = textOf(call, "notes");
    const protection = textOf(call, "protected");
    if (notes !== undefined) change(call, volid, { notes });
    if (protection !== undefined) change(call, volid, { protection: protection === "1" ? "on" : "off" });
    return null;
  },
  [`DELETE ${base}/{volume}`]: removeContent,
  [`POST ${base}/{volume}`]: (call) => {
    const { world, user } = call;
    const source = volumeIdOf(call);
    const target = resolved(call, textOf(call, "target") as string);
    return world.tasks.run({ node: textOf(call, "node") as string, type: "imgcopy", user }, async (task) => {
      task.log(`DEBUG: starting worker ${task.upid}`);
      mkdirSync(dirname(volumePath(world, target, call.local)), { recursive: true });
      copyVolume(world, source, { to: target, node: call.local });
      task.log(`DEBUG: end worker ${task.upid}`);
    });
  },
};

/** The id of the volume that a path names, with or without its storage. */
function volumeIdOf(call: Call): string {
  return resolved(call, textOf(call, "volume") as string);
}

function resolved(call: Call, volume: string): string {
  const id = textOf(call, "storage") as string;
  if (!volume.includes(":")) return `${id}:${volume}`;
  try {
    const { storage } = split(volume);
    if (storage !== id) fail(`storage ID mismatch (${storage} != ${id})`);
    return volume;
  } catch (thrown) {
    if (!(thrown instanceof ApiFailure)) throw thrown;
    throw parameterFailure({ volume: `${thrown.message}\n` });
  }
}

function isAccessible(call: Call, volid: string): boolean {
  try {
    checkVolumeAccess(call, undefined, volid);
    return true;
  } catch (thrown) {
    if (thrown instanceof ApiFailure) return false;
    throw thrown;
  }
}

function change(
  call: Call,
  volid: string,
  wanted: { readonly notes: string } | { readonly protection: "on" | "off" },
): void {
  const { world } = call;
  const { content, storage: id } = volumeOf(world, volid);
  const { type } = storageOf(world, id);
  const attribute = "notes" in wanted ? "notes" : "protected";
  if (!isFileType(type)) fail(`attribute '${attribute}' is not supported for storage type '${type}'`);
  if (content !== "backup")
    fail("notes" in wanted ? "only backups can have notes" : `only backups support attribute '${attribute}'`);
  const path = volumePath(world, volid, textOf(call, "node"));
  if ("notes" in wanted) return setNotes(path, wanted.notes);
  if (wanted.protection === "on" && !isProtected(path)) assertProtectable(call, volid);
  protect(path, wanted.protection);
}

/** A guest may have only so many backups that can't be removed. */
function assertProtectable(call: Call, volid: string): void {
  const { world, user } = call;
  const { storage: id, vmid } = volumeOf(world, volid);
  const set = storageOf(world, id).config["max-protected-backups"];
  const mayAllocate = privilegesAt(world, user, `/storage/${id}`).has("Datastore.Allocate");
  const most = set === undefined ? (mayAllocate ? -1 : 5) : Number(set);
  if (most < 0 || vmid === undefined) return;
  const backups = listVolumes(world, id, { content: "backup", vmid, node: textOf(call, "node") });
  const type = backups.find((backup) => backup.volid === volid)?.subtype;
  const count = backups.filter((backup) => backup.protected === 1 && backup.subtype === type).length;
  if (most <= count)
    fail(`The number of protected backups per guest is limited to ${most} on storage '${id}'`);
}

async function removeContent(call: Call): Promise<string | null> {
  const { world, user } = call;
  const volid = volumeIdOf(call);
  const node = textOf(call, "node") as string;
  const { storage, content, vmid } = volumeOf(world, volid);
  if (content === "backup" && vmid !== undefined) {
    requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
    requirePrivileges(call, `/vms/${vmid}`, ["VM.Backup"]);
  } else requirePrivileges(call, `/storage/${storage}`, ["Datastore.Allocate"]);
  const id = vmid === undefined ? storage : `${vmid}@${storage}`;
  const upid = world.tasks.run({ node, type: "imgdel", id, user }, async (task) => {
    removeVolumeAs(world, volid, { node, log: task.log });
    task.log(`Removed volume '${volid}'`);
    if (content === "backup" && isFileType(storageOf(world, storage).type))
      removeAuxiliaries(volumePath(world, volid, node));
  });
  const delay = Number(textOf(call, "delay") ?? 0);
  if (delay > 0 && (await endsWithin(world, upid, delay))) {
    const { exit = "" } = world.tasks.find(upid);
    return exit === "OK" || exit.startsWith("WARNINGS: ") ? null : fail(exit);
  }
  return upid;
}

async function endsWithin(world: World, upid: string, seconds: number): Promise<boolean> {
  await Promise.race([world.tasks.ended(upid), world.clock.sleep(seconds * 1000)]);
  return world.tasks.find(upid).end !== undefined;
}
