import { copyVolume, growDisk } from "../storages/disk.js";
import { virtualSize, volumePath } from "../storages/volume.js";
import type { World } from "../world.js";
import { allocateRoom } from "./allocate.js";

/** Copies a volume's files into a new one of the same size, and answers its id. */
export function copyRoom(
  world: World,
  source: string,
  target: { readonly storage: string; readonly vmid: number; readonly log: (line: string) => void },
): string {
  const bytes = virtualSize(volumePath(world, source));
  const volume = allocateRoom(world, { ...target, gibibytes: bytes / 2 ** 30 });
  copyVolume(world, source, volume);
  if (bytes > 0) growDisk(volumePath(world, volume), bytes);
  return volume;
}
