import {
  closeSync,
  cpSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

import type { World } from "../world.js";
import { storageOf, virtualSize, volumePath } from "./volume.js";

/** No disk is larger than what any file system takes as one file. */
const largestFile = 2 ** 43;

/** Makes an empty disk as a sparse file and answers its volume id. */
export function allocateDisk(
  world: World,
  {
    storage,
    vmid,
    bytes,
    format,
    name,
  }: {
    readonly storage: string;
    readonly vmid: number;
    readonly bytes: number;
    readonly format: string;
    readonly name?: string;
  },
): string {
  const free = freeVolume(world, { storage, vmid, format });
  const volume = name === undefined ? free : `${storage}:${vmid}/${name}`;
  writeDisk(volumePath(world, volume), format, bytes);
  return volume;
}

/** The id of a volume that a guest doesn't have yet; its folder is there afterwards. */
export function freeVolume(
  world: World,
  { storage, vmid, format }: { readonly storage: string; readonly vmid: number; readonly format: string },
): string {
  const folder = join(storageOf(world, storage).directory, "images", String(vmid));
  mkdirSync(folder, { recursive: true });
  const taken = new Set(readdirSync(folder).map((file) => /-disk-(\d+)\./.exec(file)?.[1]));
  let index = 0;
  while (taken.has(String(index))) index++;
  return `${storage}:${vmid}/${format === "subvol" ? format : "vm"}-${vmid}-disk-${index}.${format}`;
}

/** Writes the header that tells a disk's virtual size, nothing else; a subvolume is a directory. */
export function writeDisk(path: string, format: string, bytes: number): void {
  if (format === "subvol") return void mkdirSync(path);
  const file = openSync(path, "w");
  if (format === "qcow2") {
    const header = Buffer.alloc(104);
    header.write("QFI\xfb", 0, "latin1");
    header.writeUInt32BE(3, 4);
    header.writeUInt32BE(16, 20);
    header.writeBigUInt64BE(BigInt(bytes), 24);
    header.writeUInt32BE(104, 100);
    writeSync(file, header);
  } else ftruncateSync(file, Math.min(bytes, largestFile));
  closeSync(file);
}

/** Grows a disk in place. */
export function growDisk(path: string, bytes: number): void {
  const file = openSync(path, "r+");
  const magic = virtualSize(path);
  if (path.endsWith(".qcow2")) {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(bytes));
    writeSync(file, size, 0, 8, 24);
  } else if (magic < bytes) truncateSync(path, bytes);
  closeSync(file);
}

/** Copies a volume's bytes into another's. */
export function copyVolume(world: World, from: string, to: string): void {
  mkdirSync(join(volumePath(world, to), ".."), { recursive: true });
  cpSync(volumePath(world, from), volumePath(world, to), { recursive: true });
}
