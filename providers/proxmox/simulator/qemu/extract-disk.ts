import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { join, posix } from "node:path";

import { fail } from "../failure.js";
import type { World } from "../world.js";
import { copyBytes } from "../storages/copy-bytes.js";
import { declaredPath } from "../storages/declared-path.js";
import { assertOwnImage } from "../storages/image-check.js";
import { contentFolder } from "../storages/layout.js";
import { directoryOf } from "../storages/places.js";
import { pathOf, storageOf } from "../storages/properties.js";
import { tarEntries } from "../storages/tar.js";
import { volumeOf, volumePath } from "../storages/volume.js";
import { makeDisk } from "./make-disk.js";

/** For whom an image is taken out of an archive, and where it is put. */
export interface Extraction {
  readonly world: World;
  readonly node: string;
  readonly vmid: number;
  readonly storage: string;
  readonly log: (line: string) => void;
}

/** Whether an image is within an archive: `local:import/machine.ova/disk.vmdk`. */
export function isPacked(world: World, volume: string): boolean {
  return !volume.startsWith("/") && volumeOf(world, volume).format.startsWith("ova+");
}

/** Takes an image out of an archive, as a volume of the guest, which the caller removes. */
export function extractDisk(extraction: Extraction, packed: string): string {
  const { world, node, vmid, storage, log } = extraction;
  const folder = posix.join(
    contentFolder(storageOf(world, storage), "images"),
    String(vmid),
    `tmp_${process.pid}_${vmid}`,
  );
  const directory = join(directoryOf(world, storage, node), folder);
  const declared = `${pathOf(storageOf(world, storage))}/${folder}`;
  mkdirSync(directory, { recursive: true });
  log(`extracting ${packed}`);
  try {
    const volume = takeOut(extraction, packed, { directory, declared });
    log(`finished extracting to ${volume}`);
    return volume;
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Error(`error during extraction: ${problem}`, { cause: thrown });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function takeOut(
  { world, node, vmid, storage, log }: Extraction,
  packed: string,
  { directory, declared }: { readonly directory: string; readonly declared: string },
): string {
  const [, archive = "", member = ""] = /^(.+\.ova)\/([^/]+)$/.exec(packed) ?? [];
  const format = volumeOf(world, packed).format.replace("ova+", "");
  const path = join(directory, member);
  const [from, shown] = [volumePath(world, archive, node), declaredPath(world, archive)];
  const entry = existsSync(from) ? tarEntries(from)?.find(({ name }) => name === member) : undefined;
  if (entry === undefined) {
    log(
      `tar: ${existsSync(from) ? `${member}: Not found in archive` : `${shown}: Cannot open: No such file or directory`}`,
    );
    fail(
      `command 'tar -x --force-local --no-same-owner -C ${declared} -f ${shown} ${member}' failed: exit code 2`,
    );
  }
  closeSync(openSync(path, "w"));
  copyBytes(from, path, { extents: [{ offset: entry.offset, length: entry.size }], shift: -entry.offset });
  assertOwnImage({ path, declared: `${declared}/${member}`, format, log });
  const volume = makeDisk(world, { storage, vmid, format, bytes: 2 ** 20, node }, log);
  log(`renaming ${declared}/${member} to ${declaredPath(world, volume)}`);
  renameSync(path, volumePath(world, volume, node));
  return volume;
}
