import type { World } from "../world.js";
import { newDisk } from "../guests/new-disk.js";
import { sizeText } from "../guests/size.js";
import { allocateRoom } from "./allocate.js";
import { kindOf, mountPointText, parseMountPoint } from "./mount-point.js";
import { roomOf } from "./room.js";

/** Makes a mount point's volume where there is none yet; answers the line that is stored. */
export function mountNew(
  {
    world,
    vmid,
    log,
  }: { readonly world: World; readonly vmid: number; readonly log: (line: string) => void },
  slot: string,
  text: string,
): string {
  const point = parseMountPoint(slot, text);
  if (kindOf(point) !== "volume") return mountPointText(slot, point);
  const [, storage, gibibytes] = newDisk.exec(point.volume) ?? [];
  const bytes = Math.floor(Number(gibibytes) * 2 ** 20) * 2 ** 10;
  const made =
    storage === undefined
      ? { volume: point.volume, size: roomOf(world, point) }
      : { volume: allocateRoom(world, { storage, vmid, bytes, log }), size: bytes };
  const options = { ...point.options, size: sizeText(made.size) };
  return mountPointText(slot, { volume: made.volume, options });
}
