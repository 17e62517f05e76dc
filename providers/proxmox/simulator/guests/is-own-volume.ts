import { volumeOf } from "../storages/volume.js";
import type { World } from "../world.js";

/** Whether a volume is named for a guest; what can't be told from its storage is nobody's. */
export function isOwnVolume(world: World, vmid: number, volume: string): boolean {
  try {
    return volumeOf(world, volume).vmid === vmid;
  } catch {
    return false;
  }
}
