import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";

import type { World } from "../world.js";
import { volumePath } from "./volume.js";

/** Whether a disk has nothing on it: a fresh one, sparse and without a boot sector. */
export function headIsEmpty(world: World, volid: string): boolean {
  const path = volumePath(world, volid);
  if (!existsSync(path)) return true;
  if (path.endsWith(".qcow2")) return statSync(path).size <= 4096;
  const file = openSync(path, "r");
  const head = Buffer.alloc(512);
  readSync(file, head, 0, 512, 0);
  closeSync(file);
  return head.every((byte) => byte === 0);
}
