import type { World } from "../world.js";
import { contentFolders } from "./storage.js";
import { parseVolumeId, storageOf } from "./volume.js";

/** Where PVE says that a volume's file is. */
export function declaredPath(world: World, volume: string): string {
  const { storage, content, name, vmid } = parseVolumeId(volume);
  return [String(storageOf(world, storage).config["path"]), contentFolders[content], vmid, name]
    .filter((part) => part !== undefined)
    .join("/");
}
