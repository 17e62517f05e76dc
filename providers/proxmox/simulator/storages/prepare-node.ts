import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { World } from "../world.js";
import { activate } from "./activate.js";
import { isEnabled } from "./enabled.js";
import { nodeDirectory } from "./places.js";

/** The directories that any Debian has, for paths that storages do not make themselves. */
const standing = ["etc", "home", "media", "mnt/pve", "opt", "root", "srv", "tmp", "var/lib", "var/tmp"];

/** Makes a node's file system, with the folders of the storage that every node has. */
export function prepareNode(world: World, node: string): void {
  for (const path of standing) mkdirSync(join(nodeDirectory(world, node), path), { recursive: true });
  if (isEnabled(world, "local", node)) activate(world, "local", node);
}
