import { declaredPath } from "../storages/declared-path.js";
import { allocateDisk, type NewDisk } from "../storages/disk.js";
import { formattingLine } from "../storages/formatting.js";
import { isFileType } from "../storages/layout.js";
import { storageOf } from "../storages/properties.js";
import type { World } from "../world.js";

/** Makes an empty disk, and says so as the program does that makes it. */
export function makeDisk(world: World, disk: NewDisk, log: (line: string) => void): string {
  const { storage, format, bytes } = disk;
  const volume = allocateDisk(world, disk);
  if (isFileType(storageOf(world, storage).type))
    log(formattingLine({ path: declaredPath(world, volume), format, bytes }));
  return volume;
}
