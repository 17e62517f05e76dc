import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import { fail } from "../failure.js";
import { configurationText, parseConfiguration } from "../guests/configuration-text.js";
import { unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { tarArchive } from "../storages/tar-archive.js";
import { declaredPath } from "../storages/declared-path.js";
import { readHead } from "../storages/image.js";
import { tarEntries, tarText } from "../storages/tar.js";
import { unpack, unpackers } from "../storages/unpack.js";
import { volumePath } from "../storages/volume.js";
import type { World } from "../world.js";
import { parseMountPoint } from "./mount-point.js";
import { templateIn } from "./system.js";

/** What a backup of a container holds. */
export interface ContainerArchive {
  readonly config: Configuration;
  /** The name of the template that its root was made of. */
  readonly template: string;
}

const configFile = "./etc/vzdump/pct.conf";
const templateFile = "./template";

/** A container as a backup has it: neither what waits, nor its snapshots, nor what it does not use. */
export function packContainer(world: World, { config }: Guest): Buffer {
  const kept = Object.fromEntries(
    Object.entries(config).filter(([key]) => !unusedSlot.test(key) && key !== "parent"),
  );
  const template = templateIn(world, parseMountPoint("rootfs", config["rootfs"]).volume);
  return tarArchive([
    { name: configFile, content: Buffer.from(configurationText(kept)) },
    { name: templateFile, content: Buffer.from(template) },
  ]);
}

/** Reads a backup, however it is packed. */
export async function openArchive(
  world: World,
  volume: string,
  log: (line: string) => void,
): Promise<ContainerArchive> {
  const path = volumePath(world, volume);
  if (!existsSync(path)) fail(`volume '${volume}' does not exist`);
  const packing = packings.find(([head]) => readHead(path, 4).toString("hex").startsWith(head))?.[1];
  if (packing === undefined) return readArchive(path);
  const plain = join(world.directory, `.unpacked-${volume.replace(/\W/g, "-")}`);
  try {
    const command = unpackers[packing] as readonly string[];
    await unpack(command, { from: path, to: plain, shown: declaredPath(world, volume), log });
    return readArchive(plain);
  } finally {
    rmSync(plain, { force: true });
  }
}

/** Ways to pack a file, by the bytes with which it begins. */
const packings = [
  ["1f8b", "gz"],
  ["28b52ffd", "zst"],
  ["425a68", "bz2"],
  ["894c5a4f", "lzo"],
] as const;

function readArchive(path: string): ContainerArchive {
  const files = new Map((tarEntries(path) ?? []).map((entry) => [entry.name, entry]));
  const config = files.get(configFile) ?? fail("archive does not contain 'etc/vzdump/pct.conf'");
  const template = files.get(templateFile);
  return {
    config: parseConfiguration("lxc", tarText(path, config)),
    template: template === undefined ? "" : tarText(path, template),
  };
}
