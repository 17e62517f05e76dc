import { posix } from "node:path";

import type { World } from "../world.js";
import { contentFolder, isFileType } from "./layout.js";
import { contentsOf, pathOf } from "./properties.js";

/** The id of the volume whose file is at a path of the nodes; undefined where no storage has it. */
export function volumeAt(world: World, path: string): string | undefined {
  for (const [id, storage] of world.storages) {
    const root = pathOf(storage);
    if (root === undefined || !isFileType(storage.type)) continue;
    for (const content of contentsOf(storage)) {
      if (content === "rootdir" || content === "none") continue;
      const folder = `${posix.join(root, contentFolder(storage, content))}/`;
      const name = path.slice(folder.length);
      if (path.startsWith(folder) && name !== "")
        return content === "images" ? `${id}:${name}` : `${id}:${content}/${name}`;
    }
  }
  return undefined;
}
