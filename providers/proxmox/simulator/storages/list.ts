import { existsSync, readdirSync, statSync } from "node:fs";
import { join, posix } from "node:path";

import { ApiFailure } from "../failure.js";
import type { World } from "../world.js";
import { archiveOf, notesOf, isProtected } from "./archive.js";
import { imageFormat, readImage } from "./image.js";
import { contentFolder, isFileType } from "./layout.js";
import { directoryOf } from "./places.js";
import { contentsOf, formatsOf, storageOf } from "./properties.js";
import type { Storage } from "./storage.js";
import {
  backupExtension,
  importExtension,
  isoExtension,
  parseImageName,
  parseVolumeName,
  plainName,
  templateExtension,
} from "./volume-name.js";

export interface Volume {
  readonly volid: string;
  readonly content: string;
  readonly format: string;
  /** Of a disk the virtual size, of everything else the file's, in bytes. */
  readonly size: number;
  /** Bytes really used; storages that are no file system don't tell. */
  readonly used?: number;
  /** Seconds since 1970. */
  readonly ctime: number;
  readonly vmid: number | undefined;
  /** The image that it is linked to, as its head names it; null for none. */
  readonly parent?: string | null;
  /** Of a backup: `qemu`, `lxc` */
  readonly subtype?: string;
  readonly notes?: string;
  readonly protected?: 1;
}

export interface Wanted {
  /** Of a storage that is not shared: as which node sees it; the first one if not said. */
  readonly node?: string | undefined;
  readonly content?: string | undefined;
  readonly vmid?: number | undefined;
}

/** The volumes of a storage, of the kinds that it is for, by their ids. */
export function listVolumes(world: World, id: string, wanted: Wanted = {}): readonly Volume[] {
  const storage = storageOf(world, id);
  const contents = contentsOf(storage).filter((each) => (wanted.content ?? each) === each);
  const place: Place = { world, id, storage, directory: directoryOf(world, id, wanted.node) };
  const found = contents.flatMap((content) => {
    if (content === "images" || content === "rootdir")
      return disks(place, wanted.vmid).filter((volume) => volume.content === content);
    return isFileType(storage.type) ? files(place, content, wanted.vmid) : [];
  });
  const rank = ({ volid }: Volume) => volid.toLowerCase();
  return found.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

interface Place {
  readonly world: World;
  readonly id: string;
  readonly storage: Storage;
  readonly directory: string;
}

function disks(place: Place, vmid: number | undefined): readonly Volume[] {
  const { storage, directory } = place;
  if (!isFileType(storage.type)) {
    if (!existsSync(directory)) return [];
    return readdirSync(directory).flatMap((name) => blockDisk(place, name, vmid));
  }
  const folder = join(directory, contentFolder(storage, "images"));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((owner) => /^\d+$/.test(owner) && (vmid === undefined || owner === String(vmid)))
    .flatMap((owner) =>
      readdirSync(join(folder, owner)).flatMap((name) => fileDisk(place, { folder, owner, name })),
    );
}

function fileDisk(
  { world, id, storage }: Place,
  { folder, owner, name }: { readonly folder: string; readonly owner: string; readonly name: string },
): readonly Volume[] {
  const isFolder = storage.type === "btrfs" && !name.includes(".");
  const shown = isFolder ? `${name}.raw` : name;
  const path = isFolder ? join(folder, owner, name, "disk.raw") : join(folder, owner, name);
  const format = /\.([^.]+)$/.exec(shown)?.[1] ?? "";
  if (
    !isImageName(shown) ||
    !formatsOf(storage)
      .allowed.concat(isFolder ? "raw" : [])
      .includes(format)
  )
    return [];
  const { size: bytes, blocks, ctimeMs } = statSync(path);
  const isSubvolume = format === "subvol";
  const isMatching = isSubvolume || imageFormat(path) === format || format === "raw";
  const image = isMatching && !isSubvolume && format !== "raw" ? readImage(path) : undefined;
  const base = /^\.\.\/(\d+\/[^/]+\.(?:raw|qcow2|vmdk))$/.exec(image?.backing ?? "")?.[1];
  return [
    {
      volid: `${id}:${base === undefined ? "" : `${base}/`}${owner}/${shown}`,
      content: contentOfDisk(world, Number(owner)),
      format: isMatching ? format : "invalid",
      size: isSubvolume ? 0 : (image?.virtualSize ?? bytes),
      used: isSubvolume ? 0 : Math.min(Math.max(bytes, 4096), blocks * 512),
      parent: image?.backing ?? null,
      ctime: Math.floor(ctimeMs / 1000),
      vmid: Number(owner),
    },
  ];
}

function blockDisk({ world, id, storage, directory }: Place, name: string, vmid?: number): readonly Volume[] {
  const owner = /^(?:vm|base|subvol|basevol)-(\d+)-/.exec(name)?.[1];
  if (owner === undefined || (vmid !== undefined && Number(owner) !== vmid)) return [];
  const { format } = parseVolumeName(storage.type, name);
  const path = join(directory, name);
  const { ctimeMs } = statSync(path);
  const backing = format === "subvol" ? undefined : readImage(path).backing;
  return [
    {
      volid: `${id}:${backing === undefined ? "" : `${backing}/`}${name}`,
      content: contentOfDisk(world, Number(owner)),
      format,
      size: format === "subvol" ? 0 : readImage(path).virtualSize,
      ctime: Math.floor(ctimeMs / 1000),
      vmid: Number(owner),
    },
  ];
}

/** A disk is a container's if its guest is one. */
function contentOfDisk({ guests }: World, vmid: number): string {
  return guests.get(vmid)?.kind === "lxc" ? "rootdir" : "images";
}

function files(place: Place, content: string, vmid: number | undefined): readonly Volume[] {
  // What belongs to nobody is left out where a guest's volumes are asked for, but not all of it.
  if (vmid !== undefined && (content === "iso" || content === "vztmpl")) return [];
  const folder = join(place.directory, contentFolder(place.storage, content));
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name }) => plainFile(place, { content, path: join(folder, name), vmid }));
}

function plainFile(
  { id }: Place,
  {
    content,
    path,
    vmid,
  }: { readonly content: string; readonly path: string; readonly vmid: number | undefined },
): readonly Volume[] {
  const name = posix.basename(path);
  const { size, ctimeMs } = statSync(path);
  const file = { volid: `${id}:${content}/${name}`, content, size, ctime: Math.floor(ctimeMs / 1000) };
  switch (content) {
    case "iso":
      return isoExtension.test(name) ? [{ ...file, format: "iso", vmid: undefined }] : [];
    case "vztmpl": {
      const [, packed, plain] = templateExtension.exec(name) ?? [];
      const format = plain ?? (packed === undefined ? undefined : `t${packed}`);
      return format === undefined ? [] : [{ ...file, format, vmid: undefined }];
    }
    case "snippets":
      return [{ ...file, format: "snippet", vmid: undefined }];
    case "import": {
      const format = importExtension.exec(name)?.[1];
      return format === undefined || !plainName.test(name) ? [] : [{ ...file, format, vmid: undefined }];
    }
    case "backup": {
      const format = backupExtension.exec(name)?.[1];
      if (format === undefined || (vmid !== undefined && !name.includes(`-${vmid}-`))) return [];
      const archive = archiveOf(name);
      const owner = /-([1-9]\d{2,8})-[^/]+$/.exec(name)?.[1];
      const notes = notesOf(path)?.split("\n")[0];
      return [
        {
          ...file,
          format,
          ctime: archive?.ctime ?? file.ctime,
          subtype: archive?.type ?? "unknown",
          vmid: vmid ?? (owner === undefined ? undefined : Number(owner)),
          ...(notes === undefined ? {} : { notes }),
          ...(isProtected(path) ? { protected: 1 } : {}),
        },
      ];
    }
    default:
      return [];
  }
}

function isImageName(name: string): boolean {
  try {
    parseImageName(name);
    return true;
  } catch (thrown) {
    if (thrown instanceof ApiFailure) return false;
    throw thrown;
  }
}
