import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";

import { directoryHash } from "./directory-hash.js";
import { lockedWith } from "./lock-file.js";
import { placeInMirror, platforms, type Plugin } from "./plugin.js";

/**
 * Lays the plugin where Terraform finds it without a word of configuration, `terraform.d/plugins` in the folder that it
 * runs in, and locks it. Links lead to the package, so that nothing is copied and each installation finds its own.
 */
export function vendor(plugin: Plugin, folder: string): void {
  for (const platform of platforms)
    link(plugin.folder, join(folder, "terraform.d/plugins", placeInMirror(plugin, platform)));
  const lock = join(folder, ".terraform.lock.hcl");
  const before = existsSync(lock) ? readFileSync(lock, "utf8") : "";
  const after = lockedWith(before, plugin, directoryHash(plugin.folder));
  if (after !== before) writeFileSync(lock, after);
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) rmSync(path, { recursive: true });
  try {
    symlinkSync(relative(realpathSync(dirname(path)), realpathSync(target)), path, "dir");
  } catch {
    // A file system without links, or a user who may not make them.
    cpSync(target, path, { recursive: true });
  }
}
