import { sizeText } from "../guests/size.js";
import { fail } from "../failure.js";
import { virtualSize, volumeExists, volumePath } from "../storages/volume.js";
import type { World } from "../world.js";

/** The size of a volume as lines say it. */
export function volumeSizeText(world: World, volume: string): string {
  if (!volumeExists(world, volume)) fail(`volume '${volume}' does not exist`);
  return sizeText(virtualSize(volumePath(world, volume)));
}
