import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

import { volumePath } from "../storages/volume.js";
import type { World } from "../world.js";

const nameBytes = 255;
const fileName = "template";

/** Unpacks a template into a container's root: all that is kept of it is its name. */
export function unpack(world: World, volume: string, template: string): void {
  const path = volumePath(world, volume);
  if (statSync(path).isDirectory()) return writeFileSync(join(path, fileName), template);
  const file = openSync(path, "r+");
  writeSync(file, template, 0);
  closeSync(file);
}

/** The name of the template that a volume holds; empty if it holds none. */
export function templateIn(world: World, volume: string): string {
  const path = volumePath(world, volume);
  if (!existsSync(path)) return "";
  if (statSync(path).isDirectory())
    return existsSync(join(path, fileName)) ? readFileSync(join(path, fileName), "utf8") : "";
  const file = openSync(path, "r");
  const head = Buffer.alloc(nameBytes);
  readSync(file, head, 0, nameBytes, 0);
  closeSync(file);
  return head.toString("utf8").replace(/\0.*$/s, "");
}
