import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  realpathSync,
  statSync,
  type ReadStream,
} from "node:fs";
import { dirname, join, posix, sep } from "node:path";

import { isQuorate } from "../cluster/membership.js";
import { mountsOf, nodeDirectory } from "../storages/places.js";
import type { World } from "../world.js";
import { readNodeFile, withoutLinks, writeNodeFiles } from "./node-files.js";
import { nothing, nowhere, type Input, type Output } from "./pipe.js";
import { systemUsers, type SystemUser } from "./system-users.js";

const standing = ["/tmp", "/var/tmp", "/root", "/home", "/etc/sudoers.d", "/mnt/pve"];

/** Where everybody may write. */
const shared = ["/tmp", "/var/tmp"];

const nullDevice = "/dev/null";
const clusterFolder = "/etc/pve";

/** What only root may look into. */
const secret = ["/root", "/etc/pve", "/etc/sudoers.d", "/home/*"];

export type Access = "read" | "write" | "look";

/** A node of a world, for what is done there. */
export interface OnNode {
  readonly world: World;
  readonly node: string;
}

/** What a write does with bytes that are there already. */
export type Writing = "replace" | "append";

/**
 * The node's files as one user sees them: its own file system, and what all nodes share under the paths of the storages.
 * A path never leads out of those.
 */
export interface Files {
  /** The file on this machine, or an error with the system's code. */
  readonly real: (path: string, access: Access) => string;
  readonly owner: (path: string) => { readonly uid: number; readonly name: string };
  readonly read: (path: string) => Input & { close(): Promise<void> };
  readonly write: (path: string, writing: Writing) => Promise<Output & { close(): Promise<void> }>;
}

export function filesOf(on: OnNode, user: SystemUser): Files {
  const { world, node } = on;
  prepare(on);
  const real = (path: string, access: Access) => {
    const plain = withoutLinks(node, posix.normalize(path));
    const isOfCluster = isUnder(plain, clusterFolder);
    if (isOfCluster && access !== "write") writeNodeFiles(world, clusterDirectory(world));
    if (isOfCluster && access === "write" && !isQuorate(world, node)) throw refusal(path);
    if (!isAllowed(user, plain, access)) throw refusal(path);
    return inside(mountOf(on, plain), path);
  };
  return {
    real,
    owner: (path) => ownerOf(world, user, posix.normalize(path)),
    read: (path) => {
      if (path === nullDevice) return { ...nothing, close: async () => undefined };
      const file = real(path, "read");
      statSync(file);
      let stream: ReadStream | undefined;
      let chunks: AsyncIterator<Buffer> | undefined;
      return {
        read: async () => {
          stream ??= createReadStream(file);
          chunks ??= (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
          const next = await chunks.next();
          return next.done === true ? undefined : next.value;
        },
        close: async () => void stream?.destroy(),
      };
    },
    write: async (path, writing) => {
      if (path === nullDevice) return { ...nowhere, close: async () => undefined };
      // What is added to a configuration file is added to what it says now.
      if (writing === "append") real(path, "look");
      const file = real(path, "write");
      const stream = createWriteStream(file, { flags: writing === "append" ? "a" : "w" });
      await new Promise<void>(
        (resolve, reject) => void stream.once("open", () => resolve()).once("error", reject),
      );
      return {
        write: (data) =>
          new Promise((resolve, reject) =>
            stream.write(data, (error) => (error ? reject(error) : resolve())),
          ),
        close: async () => {
          await new Promise<void>((resolve) => stream.end(() => resolve()));
          readNodeFile(world, posix.normalize(path), file);
        },
      };
    },
  };
}

interface Mount {
  readonly path: string;
  readonly directory: string;
}

/** What all nodes share: the cluster's own files, and storages. */
function mounts(world: World): readonly Mount[] {
  return [{ path: clusterFolder, directory: clusterDirectory(world) }, ...mountsOf(world)]
    .map(({ path, directory }) => ({ path: path.replace(/\/+$/, ""), directory }))
    .sort((one, other) => other.path.length - one.path.length);
}

function mountOf({ world, node }: OnNode, path: string): Mount & { readonly file: string } {
  const mount = mounts(world).find((each) => path === each.path || path.startsWith(`${each.path}/`));
  const { path: root, directory } = mount ?? { path: "", directory: nodeDirectory(world, node) };
  return { path: root, directory, file: join(directory, path.slice(root.length)) };
}

/** No link, wherever it comes from, leads out of the mount. */
function inside({ directory, file }: Mount & { readonly file: string }, path: string): string {
  const root = realpathSync(directory);
  let existing = file;
  for (;;) {
    try {
      const found = realpathSync(existing);
      if (!isBelow(found, root)) throw refusal(path);
      return file;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ENOENT" || existing === directory) throw thrown;
      existing = dirname(existing);
    }
  }
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory + sep);
}

function isAllowed(user: SystemUser, path: string, access: Access): boolean {
  const { name, home } = user;
  if (name === "root" || isUnder(path, home)) return true;
  if (access === "write") return shared.some((folder) => isUnder(path, folder) && path !== folder);
  // What a folder tells about its entries, whoever may look into it may know.
  if (access === "look") return isAllowed(user, posix.dirname(path), "read");
  return !secret.some((pattern) => isUnder(path, pattern));
}

/** `*` is any one name. */
function isUnder(path: string, folder: string): boolean {
  const [names, wanted] = [path.split("/"), folder.split("/")];
  return wanted.every((name, index) => name === names[index] || (name === "*" && names[index] !== undefined));
}

function ownerOf(
  world: World,
  user: SystemUser,
  path: string,
): { readonly uid: number; readonly name: string } {
  const atHome = systemUsers(world).find(({ home }) => isUnder(path, home));
  const isShared = shared.some((folder) => isUnder(path, folder) && path !== folder);
  return atHome ?? (isShared ? user : { uid: 0, name: "root" });
}

function prepare({ world, node }: OnNode): void {
  const system = nodeDirectory(world, node);
  const homes = systemUsers(world).map(({ home }) => home);
  for (const folder of ["nodes", "priv"])
    mkdirSync(join(clusterDirectory(world), folder), { recursive: true });
  for (const folder of [...standing, ...homes, ...mounts(world).map(({ path }) => path)])
    mkdirSync(join(system, folder), { recursive: true });
}

function clusterDirectory({ directory }: World): string {
  return join(directory, "cluster");
}

function refusal(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`EACCES: permission denied, '${path}'`), { code: "EACCES" });
}
