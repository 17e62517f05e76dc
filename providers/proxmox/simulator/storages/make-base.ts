import type { World } from "../world.js";
import { isFileType } from "./layout.js";
import { storageOf } from "./properties.js";
import { renameVolume, volumeOf } from "./volume.js";

/** Renames a volume to what nobody changes any more. */
export function makeBase(world: World, volume: string): string {
  const { storage, name } = volumeOf(world, volume);
  const isFile = isFileType(storageOf(world, storage).type);
  const base = name.replace(/^vm-/, "base-").replace(/^subvol-/, isFile ? "subvol-" : "basevol-");
  const renamed = volume.slice(0, -name.length) + base;
  if (renamed !== volume) renameVolume(world, volume, renamed);
  return renamed;
}
