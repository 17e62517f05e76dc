import { randomUUID } from "node:crypto";

import { fail } from "../failure.js";
import { declaredPath } from "../storages/declared-path.js";
import { allocateDisk } from "../storages/disk.js";
import { formattingLine } from "../storages/formatting.js";
import { isFileType } from "../storages/layout.js";
import { contentsOf, storageOf } from "../storages/properties.js";
import type { Storage } from "../storages/storage.js";
import type { World } from "../world.js";

export interface Room {
  readonly storage: string;
  readonly vmid: number;
  /** None: a subvolume without a limit. */
  readonly bytes: number;
  readonly log: (line: string) => void;
}

/** Makes a volume with a file system for a container, and answers its id. */
export function allocateRoom(world: World, { storage: id, vmid, bytes, log }: Room): string {
  const storage = storageOf(world, id);
  if (!contentsOf(storage).includes("rootdir"))
    fail(`content type 'rootdir' is not available or configured on storage '${id}'`);
  const format = isSubvolume(storage, bytes) ? "subvol" : "raw";
  const volume = allocateDisk(world, { storage: id, vmid, bytes, format });
  if (format === "subvol") return volume;
  if (isFileType(storage.type)) log(formattingLine({ path: declaredPath(world, volume), format, bytes }));
  for (const line of fileSystemLines(bytes)) log(line);
  return volume;
}

/** A file system's folder takes what has no limit, or any limit where it can hold it; nothing else is one. */
function isSubvolume({ type, config }: Storage, bytes: number): boolean {
  if (type === "zfspool") return true;
  return isFileType(type) && (bytes === 0 || (type === "btrfs" && Number(config["quotas"] ?? 0) === 1));
}

const blockBytes = 4096;
const blocksPerGroup = 32768;

/** What the tool says that makes the file system. */
function fileSystemLines(bytes: number): readonly string[] {
  const blocks = bytes / blockBytes;
  const backups = backupGroups(blocks / blocksPerGroup).map((group) => group * blocksPerGroup);
  return [
    `Creating filesystem with ${blocks} 4k blocks and ${blocks / 4} inodes`,
    `Filesystem UUID: ${randomUUID()}`,
    "Superblock backups stored on blocks: ",
    `\t${backups.join(", ")}`,
  ];
}

/** The groups that keep a copy of the superblock: the first one, and the powers of 3, 5 and 7. */
function backupGroups(groups: number): readonly number[] {
  const found = new Set([1]);
  for (const base of [3, 5, 7]) for (let power = base; power < groups; power *= base) found.add(power);
  return [...found].filter((group) => group < groups).sort((left, right) => left - right);
}
