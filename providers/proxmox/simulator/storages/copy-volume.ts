import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

import type { World } from "../world.js";
import { hasSpace } from "./capacity.js";
import { copyImage } from "./copy-image.js";
import { declaredPath } from "./declared-path.js";
import { virtualSize } from "./image.js";
import { split, volumeOf, volumePath } from "./volume.js";

/** Copies what a volume shows into another one, in that one's format; of a certain size, or the same if none is said. */
export function copyVolume(
  world: World,
  from: string,
  { to, node, bytes }: { readonly to: string; readonly node?: string; readonly bytes?: number },
): void {
  const [source, target] = [volumePath(world, from, node), volumePath(world, to, node)];
  assertSpace(world, { path: source, volume: to, node });
  mkdirSync(dirname(target), { recursive: true });
  copyImage(source, target, { format: volumeOf(world, to).format, bytes: bytes ?? virtualSize(source) });
}

/** Refuses to fill a volume with what is in a file, where its storage has no room for that. */
export function assertSpace(
  world: World,
  {
    path,
    volume,
    node,
  }: { readonly path: string; readonly volume: string; readonly node?: string | undefined },
): void {
  if (!hasSpace(world, split(volume).storage, { bytes: statSync(path).blocks * 512, node }))
    throw new Error(`error while writing to '${declaredPath(world, volume)}': No space left on device`);
}
