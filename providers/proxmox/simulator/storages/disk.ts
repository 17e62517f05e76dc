import {
  closeSync,
  copyFileSync,
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
  const folder = join(storageOf(world, storage).directory, "images", String(vmid));
  mkdirSync(folder, { recursive: true });
  const isTaken = (index: number) =>
    readdirSync(folder).some((file) => file.startsWith(`vm-${vmid}-disk-${index}.`));
  let index = 0;
  while (isTaken(index)) index++;
  const file = name ?? `vm-${vmid}-disk-${index}.${format}`;
  writeDisk(join(folder, file), format, bytes);
  return `${storage}:${vmid}/${file}`;
}

/** Writes the header that tells a disk's virtual size, nothing else. */
export function writeDisk(path: string, format: string, bytes: number): void {
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
  copyFileSync(volumePath(world, from), volumePath(world, to));
}
