import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import type { World } from "../world.js";
import { readHead, readImage } from "./image.js";
import { volumePath } from "./volume.js";

/** Whether a disk has nothing on it: a fresh one, sparse and without a boot sector. */
export function headIsEmpty(world: World, volid: string): boolean {
  return fileIsEmpty(volumePath(world, volid));
}

function fileIsEmpty(path: string): boolean {
  if (!existsSync(path)) return true;
  const { format, backing } = readImage(path);
  if (format === "raw") return readHead(path, 512).every((byte) => byte === 0);
  // A head and nothing after it; what is below may still have something.
  return statSync(path).size <= 4096 && (backing === undefined || fileIsEmpty(join(dirname(path), backing)));
}
