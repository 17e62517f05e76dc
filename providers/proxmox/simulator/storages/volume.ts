import {
  closeSync,
  existsSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  mkdirSync,
} from "node:fs";
import { basename, join } from "node:path";

import { fail } from "../failure.js";
import type { World } from "../world.js";
import { contentFolders, type Storage } from "./storage.js";

/** A volume id taken apart: `local:iso/debian.iso`, `local:100/vm-100-disk-0.qcow2`. */
export interface VolumeId {
  readonly storage: string;
  readonly content: string;
  readonly name: string;
  readonly vmid: number | undefined;
}

export interface Volume {
  readonly volid: string;
  readonly content: string;
  readonly format: string;
  /** Virtual size in bytes. */
  readonly size: number;
  /** Bytes really used. */
  readonly used: number;
  readonly ctime: number;
  readonly vmid: number | undefined;
}

export function parseVolumeId(text: string): VolumeId {
  const [storage, rest] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
  const image = /^(\d+)\/([^/]+)$/.exec(rest);
  if (image !== null) return { storage, content: "images", vmid: Number(image[1]), name: image[2] as string };
  const file = /^(iso|vztmpl|import|snippets|backup)\/([^/]+)$/.exec(rest);
  if (file === null) fail(`unable to parse directory volume name '${rest}'`);
  return { storage, content: file[1] as string, name: file[2] as string, vmid: undefined };
}

export function storageOf(world: World, id: string): Storage {
  return world.storages.get(id) ?? fail(`storage '${id}' does not exist`);
}

/** The file of a volume on this machine. */
export function volumePath(world: World, text: string): string {
  const { storage, content, name, vmid } = parseVolumeId(text);
  const folder = join(storageOf(world, storage).directory, contentFolders[content] as string);
  return vmid === undefined ? join(folder, name) : join(folder, String(vmid), name);
}

export function volumeExists(world: World, volid: string): boolean {
  return existsSync(volumePath(world, volid));
}

/** The virtual size of a disk image, from its header; undefined if it can't be told. */
export function virtualSize(path: string): number {
  if (statSync(path).isDirectory()) return 0;
  const file = openSync(path, "r");
  const header = Buffer.alloc(512);
  readSync(file, header, 0, 512, 0);
  closeSync(file);
  if (header.toString("latin1", 0, 4) === "QFI\xfb") return Number(header.readBigUInt64BE(24));
  if (header.toString("latin1", 0, 4) === "KDMV") return Number(header.readBigUInt64LE(12)) * 512;
  return statSync(path).size;
}

export function removeVolume(world: World, volid: string): void {
  rmSync(volumePath(world, volid), { recursive: true, force: true });
}

export function renameVolume(world: World, from: string, to: string): void {
  mkdirSync(join(volumePath(world, to), ".."), { recursive: true });
  renameSync(volumePath(world, from), volumePath(world, to));
}

/** All volumes of a storage. */
export function listVolumes(world: World, id: string): readonly Volume[] {
  const { directory } = storageOf(world, id);
  return Object.entries(contentFolders).flatMap(([content, folder]) => {
    if (content === "rootdir") return [];
    const path = join(directory, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path).flatMap((name): readonly Volume[] => {
      if (content !== "images")
        return statSync(join(path, name)).isFile()
          ? [volumeAt(join(path, name), `${id}:${content}/${name}`, { content })]
          : [];
      const vmid = Number(name);
      const isContainer = world.guests.get(vmid)?.kind === "lxc";
      return readdirSync(join(path, name)).map((file) => ({
        ...volumeAt(join(path, name, file), `${id}:${name}/${file}`, { content, vmid }),
        ...(isContainer ? { content: "rootdir" } : {}),
      }));
    });
  });
}

function volumeAt(
  path: string,
  volid: string,
  { content, vmid }: { readonly content: string; readonly vmid?: number },
): Volume {
  const { size, blocks, ctimeMs } = statSync(path);
  const format = formatOf(basename(path), content);
  const isImage = content === "images" || content === "import";
  return {
    volid,
    content,
    format,
    size: isImage ? virtualSize(path) : size,
    used: Math.min(size, blocks * 512),
    ctime: Math.floor(ctimeMs / 1000),
    vmid,
  };
}

export function formatOf(name: string, content: string): string {
  if (content === "iso") return "iso";
  if (content === "snippets") return "snippet";
  if (content === "vztmpl")
    return /\.t(?:ar\.)?(gz|xz|zst|bz2)$/.test(name)
      ? `t${/(gz|xz|zst|bz2)$/.exec(name)?.[1] ?? "gz"}`
      : "tar";
  return /\.(qcow2|vmdk|ova|subvol)$/.exec(name)?.[1] ?? "raw";
}
