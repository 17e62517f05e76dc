import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { fail } from "../failure.js";
import { firstNode } from "../nodes/first-node.js";
import type { World } from "../world.js";
import { activate } from "./activate.js";
import { assertRoom } from "./assert-room.js";
import { capacityOf } from "./capacity.js";
import { readImage } from "./image.js";
import { contentFolder, isFileType } from "./layout.js";
import { mediaOf } from "./media.js";
import { directoryOf } from "./places.js";
import { isShared, storageOf } from "./properties.js";
import type { Storage } from "./storage.js";
import { parseImageName, parseVolumeName } from "./volume-name.js";
import { declaredPath } from "./declared-path.js";
import { volumePath } from "./volume.js";

/** No disk is larger than what any file system takes as one file. */
const largestFile = 2 ** 43;
const mostDisks = 1024;

export interface NewDisk {
  readonly storage: string;
  readonly vmid: number;
  readonly bytes: number;
  /** `raw`, `qcow2`, `vmdk`, `subvol` */
  readonly format: string;
  /** The next free one if not said: `vm-100-disk-0.qcow2`; a storage without files leaves the ending out. */
  readonly name?: string;
  /** Of a storage that is not shared; the guest's if not said. */
  readonly node?: string;
}

/** Makes an empty disk as a sparse file and answers its volume id, or refuses as the storage does. */
export function allocateDisk(world: World, disk: NewDisk): string {
  const { storage: id, vmid, bytes, format } = disk;
  const node = disk.node ?? world.guests.get(vmid)?.node;
  const storage = activate(world, id, node);
  const volume = isFileType(storage.type)
    ? fileVolume(world, { storage, disk })
    : blockVolume(world, { storage, disk });
  const volid = `${id}:${volume}`;
  assertRoom(world, volid, { node: node ?? firstNode(world), format });
  const path = volumePath(world, volid, node);
  if (existsSync(path))
    fail(
      isFileType(storage.type)
        ? `disk image '${declaredPath(world, volid)}' already exists`
        : `lvcreate '${storage.config["vgname"] ?? storage.config["pool"]}/${volume}' error: already exists`,
    );
  mkdirSync(dirname(path), { recursive: true });
  writeDisk(path, format, bytes);
  return volid;
}

interface Making {
  readonly storage: Storage;
  readonly disk: NewDisk;
}

/** The id of a volume that a guest doesn't have yet. */
export function freeVolume(
  world: World,
  disk: Pick<NewDisk, "storage" | "vmid" | "format" | "node">,
): string {
  const { storage: id, vmid, format } = disk;
  const { type, config } = storageOf(world, id);
  const directory = directoryOf(world, id, disk.node ?? world.guests.get(vmid)?.node);
  const isFiles = isFileType(type);
  const folder = isFiles
    ? join(directory, contentFolder({ type, config }, "images"), String(vmid))
    : directory;
  const name = freeName(disk, existsSync(folder) ? readdirSync(folder) : []);
  if (isFiles) return `${id}:${vmid}/${name}.${format}`;
  return `${id}:${name}${format === "qcow2" ? ".qcow2" : ""}`;
}

function fileVolume(world: World, { storage, disk }: Making): string {
  const { vmid, format, bytes } = disk;
  const name = disk.name ?? nameOf(freeVolume(world, disk));
  const told = parseImageName(name).format;
  if (told !== format) fail(`illegal name '${name}' - wrong extension for format ('${told} != '${format}')`);
  if (format === "subvol" && bytes !== 0 && storage.type !== "btrfs")
    fail("storage does not support subvol quotas");
  return `${vmid}/${name}`;
}

function blockVolume(world: World, { storage, disk }: Making): string {
  const { type, config } = storage;
  const { vmid, format } = disk;
  if (type === "iscsi" || type === "iscsidirect") fail("can't allocate space in iscsi storage");
  if (type === "pbs") fail("can't allocate space in pbs storage");
  if (type === "esxi") fail("creating images is not supported for PVE::Storage::ESXiPlugin");
  const isChain = type === "lvm" && config["snapshot-as-volume-chain"] === 1;
  const isSubvolume = type === "zfspool" && format === "subvol";
  if (format !== "raw" && !isSubvolume && !(format === "qcow2" && isChain))
    fail(`unsupported format '${format}'`);
  const prefix = isSubvolume ? "subvol" : "vm";
  const sent = isChain ? disk.name : disk.name?.replace(/\.raw$/, "");
  if (type !== "lvm" && sent !== undefined && !sent.startsWith(`${prefix}-${vmid}-`))
    fail(`illegal name '${sent}' - should be '${prefix}-${vmid}-*'`);
  const name = sent ?? nameOf(freeVolume(world, disk));
  const told = parseVolumeName(type, name).format;
  if (told !== format)
    fail(
      `volume name '${name}' does not match requested format '${format}' (did you mean '${name.replace(/\.[^.]+$/, "")}${format === "raw" ? "" : `.${format}`}'?)`,
    );
  if (type === "lvm" || type === "lvmthin") {
    const group = String(config["vgname"]);
    if (!mediaOf(world).volumeGroups.has(group) && !isShared(storage))
      fail(`no such volume group '${group}'`);
  }
  if (type === "lvm") assertSetAside(world, disk);
  return name;
}

/** Volumes of a group have all of their space from the beginning. */
function assertSetAside(world: World, { storage, bytes, node }: NewDisk): void {
  const free = Math.floor((capacityOf(world, storage, node)?.avail ?? Infinity) / 1024);
  const wanted = Math.ceil(bytes / 1024);
  if (free < wanted) fail(`not enough free space (${free} < ${wanted})`);
}

/** The name alone of a volume id. */
function nameOf(volid: string): string {
  return volid.replace(/^.*[:/]/, "");
}

/** `vm-100-disk-0`, with the first number that no disk of the guest has. */
function freeName(
  { storage, vmid, format }: Pick<NewDisk, "storage" | "vmid" | "format">,
  taken: readonly string[],
): string {
  const used = new Set(
    taken.map((name) => new RegExp(`(?:vm|base|subvol|basevol)-${vmid}-disk-(\\d+)`).exec(name)?.[1]),
  );
  for (let index = 0; index < mostDisks; index++)
    if (!used.has(String(index))) return `${format === "subvol" ? "subvol" : "vm"}-${vmid}-disk-${index}`;
  return fail(`unable to allocate an image name for VM ${vmid} in storage '${storage}'`);
}

/** Writes the head that tells a disk's virtual size, nothing else. */
export function writeDisk(path: string, format: string, bytes: number): void {
  if (format === "subvol") return void mkdirSync(path, { recursive: true });
  const file = openSync(path, "w");
  if (format === "qcow2") writeSync(file, qcow2Head({ bytes, backing: "" }));
  else if (format === "vmdk") writeSync(file, vmdkHead(bytes));
  else ftruncateSync(file, Math.min(bytes, largestFile));
  closeSync(file);
}

/** Writes a qcow2 image that tells only the differences to another one, which it names by a path from where it is. */
export function writeOverlay(path: string, backing: string, bytes: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  writeSync(file, qcow2Head({ bytes, backing }));
  closeSync(file);
}

/** Grows a disk in place. */
export function growDisk(path: string, bytes: number): void {
  if (readImage(path).virtualSize < bytes) resizeDisk(path, bytes);
}

/** Sets a disk's size in place. */
export function resizeDisk(path: string, bytes: number): void {
  const { format } = readImage(path);
  if (format === "raw") return truncateSync(path, Math.min(bytes, largestFile));
  const file = openSync(path, "r+");
  const size = Buffer.alloc(8);
  if (format === "qcow2") size.writeBigUInt64BE(BigInt(bytes));
  else size.writeBigUInt64LE(BigInt(Math.ceil(bytes / 512)));
  writeSync(file, size, 0, 8, format === "qcow2" ? 24 : 12);
  closeSync(file);
}

function qcow2Head({ bytes, backing }: { readonly bytes: number; readonly backing: string }): Buffer {
  const head = Buffer.alloc(112 + Buffer.byteLength(backing));
  head.write("QFI\xfb", 0, "latin1");
  head.writeUInt32BE(3, 4);
  if (backing !== "") {
    head.writeBigUInt64BE(112n, 8);
    head.writeUInt32BE(Buffer.byteLength(backing), 16);
    head.write(backing, 112);
  }
  head.writeUInt32BE(16, 20);
  head.writeBigUInt64BE(BigInt(bytes), 24);
  head.writeUInt32BE(4, 96);
  head.writeUInt32BE(104, 100);
  return head;
}

/** One sparse extent, without a table of what is in it. */
function vmdkHead(bytes: number): Buffer {
  const head = Buffer.alloc(1536);
  const sectors = Math.ceil(bytes / 512);
  head.write("KDMV", 0, "latin1");
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(3, 8);
  head.writeBigUInt64LE(BigInt(sectors), 12);
  head.writeBigUInt64LE(128n, 20);
  head.writeBigUInt64LE(1n, 28);
  head.writeBigUInt64LE(2n, 36);
  head.write(
    `# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType="monolithicSparse"\n\nRW ${sectors} SPARSE "disk.vmdk"\n`,
    512,
  );
  return head;
}
