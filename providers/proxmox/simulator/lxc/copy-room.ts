import type { World } from "../world.js";
import { allocateRoom } from "./allocate.js";
import type { MountPoint } from "./mount-point.js";
import { roomOf } from "./room.js";
import { templateIn, unpack } from "./system.js";

/** Copies what a volume holds into a new one of the same size, and answers its id. */
export function copyRoom(
  world: World,
  source: MountPoint,
  target: { readonly storage: string; readonly vmid: number; readonly log: (line: string) => void },
): string {
  const volume = allocateRoom(world, { ...target, bytes: roomOf(world, source) });
  unpack(world, volume, templateIn(world, source.volume));
  return volume;
}
