import { ApiFailure } from "../failure.js";
import type { Configuration } from "../guests/guest.js";
import { lineText, parseLine } from "./line.js";

/** A place where a container mounts something, taken apart. */
export interface MountPoint {
  /** A volume id, `storage:size` for a volume yet to be made, or a path of the node. */
  readonly volume: string;
  readonly options: Readonly<Record<string, string>>;
}

export const mountSlot = /^(?:rootfs|mp\d+)$/;

/** Takes a line apart; one that isn't there is refused for what it lacks. */
export function parseMountPoint(slot: string, text: string | undefined): MountPoint {
  const { volume, ...options } = parseLine(slot, text ?? "");
  const missing = "property is missing and it is not optional";
  if (volume === undefined)
    throw new ApiFailure(500, "format error", {
      volume: missing,
      ...(slot === "rootfs" ? {} : { mp: missing }),
    });
  return { volume, options };
}

export function mountPointText(slot: string, { volume, options }: MountPoint): string {
  return lineText(slot, { volume, ...options });
}

/** A device or directory of the node, or a volume of a storage. */
export function kindOf({ volume }: MountPoint): "volume" | "device" | "bind" {
  if (!volume.startsWith("/")) return "volume";
  return volume.startsWith("/dev/") ? "device" : "bind";
}

/** A container's mount points in the order in which PVE goes through them: the root, then by number. */
export function mountPointsOf(config: Configuration): readonly (readonly [slot: string, MountPoint])[] {
  const index = (slot: string) => (slot === "rootfs" ? -1 : Number(slot.slice("mp".length)));
  return Object.keys(config)
    .filter((key) => mountSlot.test(key))
    .sort((left, right) => index(left) - index(right))
    .map((slot) => [slot, parseMountPoint(slot, config[slot])]);
}
