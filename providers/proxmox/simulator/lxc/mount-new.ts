import { newDisk } from "../guests/new-disk.js";
import { allocateRoom } from "./allocate.js";
import { kindOf, mountPointText, parseMountPoint } from "./mount-point.js";
import type { Update } from "./update.js";
import { volumeSizeText } from "./volume-size.js";

/** Makes a mount point's volume where there is none yet; answers the line that is stored. */
export function mountNew(
  { call, vmid, log }: Pick<Update, "call" | "vmid" | "log">,
  slot: string,
  text: string,
): string {
  const point = parseMountPoint(slot, text);
  if (kindOf(point) !== "volume") return mountPointText(slot, point);
  const [, storage, gibibytes] = newDisk.exec(point.volume) ?? [];
  const volume =
    storage === undefined
      ? point.volume
      : allocateRoom(call.world, { storage, vmid, gibibytes: Number(gibibytes), log });
  return mountPointText(slot, {
    volume,
    options: { ...point.options, size: volumeSizeText(call.world, volume) },
  });
}
