import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { join, posix } from "node:path";

import { fail } from "../failure.js";
import type { World } from "../world.js";
import { copyBytes } from "./copy-bytes.js";
import { declaredPath } from "./declared-path.js";
import { readImage, type Image } from "./image.js";
import { mountsOf, nodeDirectory } from "./places.js";
import { tarEntries } from "./tar.js";
import { split, volumePath } from "./volume.js";

/** An image that a disk is to be made of. */
export interface Source {
  /** On this machine; only as long as it is used. */
  readonly path: string;
  readonly image: Image;
}

/** Uses an image: a volume, a disk within an archive, or by its path a file of the node. */
export function usingSource<T>(
  { world, node }: { readonly world: World; readonly node: string },
  source: string,
  use: (source: Source) => T,
): T {
  if (source.startsWith("/")) {
    const path = nodeFile(world, node, source);
    if (!existsSync(path)) fail(`can't find file '${source}'`);
    return use({ path, image: readImage(path) });
  }
  const [, archive, member] = /^(.+\.ova)\/([^/]+)$/.exec(source) ?? [];
  if (archive !== undefined && member !== undefined) {
    const path = volumePath(world, archive, node);
    if (!existsSync(path)) fail(`failed to stat '${declaredPath(world, archive)}'`);
    return usingMember({ archive: path, member, folder: world.directory }, use);
  }
  const path = volumePath(world, source, node);
  if (!existsSync(path)) fail(`failed to stat '${declaredPath(world, source)}'`);
  return use({ path, image: readImage(path) });
}

/** The file on this machine that stands for one of a node. */
function nodeFile(world: World, node: string, path: string): string {
  const plain = posix.normalize(path);
  const mount = mountsOf(world).find(({ path: root }) => plain.startsWith(`${root}/`));
  return mount === undefined
    ? join(nodeDirectory(world, node), plain)
    : join(mount.directory, plain.slice(mount.path.length));
}

/** Takes a file out of an archive for a while. */
function usingMember<T>(
  { archive, member, folder }: { readonly archive: string; readonly member: string; readonly folder: string },
  use: (source: Source) => T,
): T {
  const entry = tarEntries(archive)?.find(({ name }) => name.replace(/^\.\//, "") === member);
  if (entry === undefined) fail(`failed to extract '${member}' from '${split(`x:${archive}`).name}'`);
  const path = join(folder, `.extracted-${process.hrtime.bigint()}`);
  closeSync(openSync(path, "w"));
  try {
    const { offset, size: length } = entry;
    copyBytes(archive, path, { extents: [{ offset, length }], shift: -offset });
    return use({ path, image: readImage(path) });
  } finally {
    rmSync(path, { force: true });
  }
}
