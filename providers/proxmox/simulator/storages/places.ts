import { join, posix } from "node:path";

import { firstNode } from "../nodes/first-node.js";
import type { World } from "../world.js";
import { isShared, pathOf, storageOf } from "./properties.js";
import type { Storage } from "./storage.js";

/** What tells a remote storage apart from another one, whatever they are called here. */
const remoteKeys = [
  "server",
  "export",
  "share",
  "subdir",
  "monhost",
  "fs-name",
  "portal",
  "target",
  "pool",
  "namespace",
  "datastore",
  "vgname",
];

/** The directory on this machine that stands for the root of a node's file system; the first node's if none is named. */
export function nodeDirectory(world: World, node?: string): string {
  return join(world.directory, "nodes", node ?? firstNode(world));
}

/** Where a storage's files are on a node: `/var/lib/vz`, `/dev/pve`; undefined where it has none. */
export function rootOf({ type, config }: Storage): string | undefined {
  switch (type) {
    case "lvm":
      return `/dev/${config["vgname"]}`;
    // What is in a pool is apart from what is beside it.
    case "lvmthin":
      return `/dev/${config["vgname"]}/${config["thinpool"]}`;
    case "zfspool":
      return `/dev/zvol/${config["pool"]}`;
    default:
      return pathOf({ type, config });
  }
}

/** The directory on this machine that holds a storage's bytes, as a node sees it. */
export function directoryOf(world: World, id: string, node?: string): string {
  const storage = storageOf(world, id);
  const root = rootOf(storage);
  if (!isShared(storage) && root !== undefined)
    return join(nodeDirectory(world, node), posix.normalize(`/${root}`));
  return join(world.directory, "shared", encodeURIComponent(remoteName(storage)));
}

/** Storages whose bytes are not below the node's own root, by the path under which the node has them. */
export function mountsOf(world: World): readonly { readonly path: string; readonly directory: string }[] {
  return [...world.storages].flatMap(([id, storage]) => {
    const path = rootOf(storage);
    return path === undefined || !isShared(storage) ? [] : [{ path, directory: directoryOf(world, id) }];
  });
}

function remoteName(storage: Storage): string {
  const { type, config } = storage;
  const named = remoteKeys.flatMap((key) => (config[key] === undefined ? [] : [String(config[key])]));
  return [type, ...(named.length === 0 ? [pathOf(storage) ?? ""] : named)].join(" ");
}
