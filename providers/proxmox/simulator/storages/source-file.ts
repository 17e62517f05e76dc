import { existsSync } from "node:fs";
import { join, posix } from "node:path";

import { fail } from "../failure.js";
import type { World } from "../world.js";
import { declaredPath } from "./declared-path.js";
import { assertOwnImage } from "./image-check.js";
import { mountsOf, nodeDirectory } from "./places.js";
import { volumeOf, volumePath } from "./volume.js";

/** The file on this machine of an image that a disk is to be made of: a volume's, or by its path one of the node. */
export function sourceFile(
  {
    world,
    node,
    log,
  }: { readonly world: World; readonly node: string; readonly log: (line: string) => void },
  source: string,
): string {
  if (source.startsWith("/")) {
    const path = nodeFile(world, node, source);
    if (!existsSync(path)) fail(`can't find file '${source}'`);
    assertOwnImage({ path, declared: source, format: undefined, log });
    return path;
  }
  const { content, format } = volumeOf(world, source);
  const [path, declared] = [volumePath(world, source, node), declaredPath(world, source)];
  const isForeign = content === "import";
  if (!existsSync(path))
    fail(
      isForeign
        ? `failed to stat '${declared}'`
        : `cannot import from '${source}' - could not get size of ${source}`,
    );
  if (isForeign) assertOwnImage({ path, declared, format, log });
  return path;
}

/** The file on this machine that stands for one of a node. */
function nodeFile(world: World, node: string, path: string): string {
  const plain = posix.normalize(path);
  const mount = mountsOf(world).find(({ path: root }) => plain.startsWith(`${root}/`));
  return mount === undefined
    ? join(nodeDirectory(world, node), plain)
    : join(mount.directory, plain.slice(mount.path.length));
}
