import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, posix } from "node:path";

import { fail } from "../failure.js";
import type { World } from "../world.js";
import { contentFolder, isFileType } from "./layout.js";
import { directoryOf } from "./places.js";
import { isShared, storageOf } from "./properties.js";
import type { Storage } from "./storage.js";
import { parseVolumeName, type VolumeName } from "./volume-name.js";

export { virtualSize } from "./image.js";
export { listVolumes, type Volume } from "./list.js";
export { storageOf } from "./properties.js";

/** A volume id taken apart: `local:iso/debian.iso`, `local:100/vm-100-disk-0.qcow2`, `fast:vm-100-disk-0`. */
export interface VolumeId extends VolumeName {
  readonly storage: string;
}

/** Takes an id apart by its looks, whatever its storage is. */
export function parseVolumeId(text: string): VolumeId {
  const { storage, name } = split(text);
  return { storage, ...parseVolumeName(typeByLooks(name), name) };
}

/** Takes an id apart as its storage does. */
export function volumeOf(world: World, text: string): VolumeId {
  const { storage, name } = split(text);
  return { storage, ...parseVolumeName(storageOf(world, storage).type, name) };
}

/** Storage and name of an id, which says nothing yet about the name. */
export function split(text: string): { readonly storage: string; readonly name: string } {
  const match = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/is.exec(text);
  if (match === null) fail(`unable to parse volume ID '${text}'`);
  return { storage: match[1] as string, name: match[2] as string };
}

/** The file of a volume on this machine; of a storage that is not shared, on the node if one is named. */
export function volumePath(world: World, text: string, node?: string): string {
  const volume = volumeOf(world, text);
  const storage = storageOf(world, volume.storage);
  return join(
    directoryOf(world, volume.storage, node ?? homeOf(world, volume)),
    relativePath(storage, volume),
  );
}

export function volumeExists(world: World, text: string, node?: string): boolean {
  return existsSync(volumePath(world, text, node));
}

/** Removes a volume if it is there, and the folder of its guest with the last one in it. */
export function removeVolume(world: World, volid: string, node?: string): void {
  const path = volumePath(world, volid, node);
  rmSync(path, { force: true, recursive: true });
  const { storage, content } = volumeOf(world, volid);
  if (content === "images" && isFileType(storageOf(world, storage).type)) removeIfEmpty(dirname(path));
}

export function renameVolume(world: World, from: string, to: string): void {
  mkdirSync(dirname(volumePath(world, to)), { recursive: true });
  renameSync(volumePath(world, from), volumePath(world, to));
}

/** The format that a file's name tells. */
export function formatOf(name: string, content: string): string {
  if (content === "iso") return "iso";
  if (content === "snippets") return "snippet";
  if (content === "vztmpl") {
    const packed = /\.tar\.(gz|xz|zst|bz2)$/i.exec(name)?.[1];
    return packed === undefined ? "tar" : `t${packed}`;
  }
  return /\.(qcow2|vmdk|ova|ovf|subvol)$/.exec(name)?.[1] ?? "raw";
}

/** Where a volume is below its storage's directory. */
export function relativePath(storage: Storage, { content, name, vmid, format }: VolumeName): string {
  if (!isFileType(storage.type)) return name;
  const folder = contentFolder(storage, content);
  if (content !== "images") return posix.join(folder, name);
  const isInFolder = storage.type === "btrfs" && format === "raw";
  return posix.join(folder, String(vmid), isInFolder ? `${name.replace(/\.raw$/, "")}/disk.raw` : name);
}

/** The node on which a volume is, if its storage is not shared: where its guest is. */
function homeOf(world: World, { storage, vmid }: VolumeId): string | undefined {
  if (vmid === undefined || isShared(storageOf(world, storage))) return undefined;
  return world.guests.get(vmid)?.node;
}

function typeByLooks(name: string): string {
  if (/^(?:base-\d+-\S+\/)?(?:vm|base)-\d+-\S+$/.test(name)) return name.endsWith(".qcow2") ? "lvm" : "rbd";
  if (/^(?:basevol-\d+-\S+\/)?(?:subvol|basevol)-\d+-\S+$/.test(name)) return "zfspool";
  if (/^lun\d+$/.test(name)) return "iscsidirect";
  return /^backup\/.*Z$/.test(name) ? "pbs" : "dir";
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it.
  }
}
