import { virtualSize, volumePath } from "../storages/volume.js";
import type { World } from "../world.js";
import { allocateRoom } from "./allocate.js";
import { templateIn, unpack } from "./system.js";

/** Copies what a volume holds into a new one of the same size, and answers its id. */
export function copyRoom(
  world: World,
  source: string,
  target: { readonly storage: string; readonly vmid: number; readonly log: (line: string) => void },
): string {
  const bytes = virtualSize(volumePath(world, source));
  const volume = allocateRoom(world, { ...target, gibibytes: bytes / 2 ** 30 });
  unpack(world, volume, templateIn(world, source));
  return volume;
}
