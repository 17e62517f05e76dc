import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";

import { placeInMirror, platforms, type Plugin } from "./plugin.js";

/** Copies the plugin into a mirror, for every platform that runs it; what the mirror has of this version is replaced. */
export function copyPlugin(plugin: Plugin, mirror: string): void {
  for (const platform of platforms) {
    const place = join(mirror, placeInMirror(plugin, platform));
    rmSync(place, { recursive: true, force: true });
    cpSync(plugin.folder, place, { recursive: true });
  }
}
