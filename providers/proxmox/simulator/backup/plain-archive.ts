import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import { fail } from "../failure.js";
import { declaredPath } from "../storages/declared-path.js";
import { readHead } from "../storages/image.js";
import { unpack, unpackers } from "../storages/unpack.js";
import { volumePath } from "../storages/volume.js";
import type { World } from "../world.js";

/** Ways to pack a file, by the bytes with which it begins. */
const packings = [
  ["1f8b", "gz"],
  ["28b52ffd", "zst"],
  ["425a68", "bz2"],
  ["894c5a4f", "lzo"],
] as const;

export interface ArchivePlace {
  readonly world: World;
  readonly volume: string;
  readonly node: string;
  readonly log: (line: string) => void;
}

/** Reads a backup, however it is packed; the path is that of a file on this machine that is there while it is read. */
export async function readPlain<T>(
  { world, volume, node, log }: ArchivePlace,
  read: (path: string) => T,
): Promise<T> {
  const path = volumePath(world, volume, node);
  if (!existsSync(path)) fail(`volume '${volume}' does not exist`);
  const packing = packings.find(([head]) => readHead(path, 4).toString("hex").startsWith(head))?.[1];
  if (packing === undefined) return read(path);
  const plain = join(world.directory, `.unpacked-${volume.replace(/\W/g, "-")}`);
  try {
    const command = unpackers[packing] as readonly string[];
    await unpack(command, { from: path, to: plain, shown: declaredPath(world, volume), log });
    return read(plain);
  } finally {
    rmSync(plain, { force: true });
  }
}
