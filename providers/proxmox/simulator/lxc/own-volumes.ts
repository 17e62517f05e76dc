import { unusedSlot, type Configuration } from "../guests/guest.js";
import { mountPointsOf } from "./mount-point.js";

/** Whether a volume is named for this guest: `local:200/vm-200-disk-0.raw`. */
export function isOwn(vmid: number, volume: string): boolean {
  return new RegExp(`[:/-]${vmid}[/-]`).test(volume);
}

/** Every volume of its own that a container's configuration names. */
export function ownVolumes(vmid: number, config: Configuration): readonly string[] {
  const unused = Object.keys(config).filter((key) => unusedSlot.test(key));
  return [
    ...mountPointsOf(config).map(([, { volume }]) => volume),
    ...unused.map((key) => config[key] as string),
  ].filter((volume) => !volume.startsWith("/") && isOwn(vmid, volume));
}
