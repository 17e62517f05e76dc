import { existsSync, mkdirSync } from "node:fs";
import { join, posix } from "node:path";

import { fail } from "../failure.js";
import type { World } from "../world.js";
import { enabledStorage } from "./enabled.js";
import { contentFolder, contentFolders } from "./layout.js";
import { isReachable, mediaOf } from "./media.js";
import { directoryOf } from "./places.js";
import { contentsOf, pathOf } from "./properties.js";
import type { Storage } from "./storage.js";

/** Gets a storage ready on a node, and refuses in PVE's words where that can't be done. */
export function activate(world: World, id: string, node?: string): Storage {
  const storage = enabledStorage(world, id, node);
  const { type, config } = storage;
  const media = mediaOf(world);
  const at: Place = { world, id, node, storage };
  if (config["base"] !== undefined) activate(world, String(config["base"]).split(":")[0] as string, node);
  const server = config["server"] ?? config["portal"];
  const answers = server === undefined || isReachable(media, String(server));
  switch (type) {
    case "nfs":
    case "cifs":
    case "iscsi":
    case "esxi":
      if (!answers) fail(`storage '${id}' is not online`);
      if (type === "nfs" || type === "cifs") activateFolders(at);
      break;
    case "pbs":
      if (!answers)
        fail(
          `${id}: error fetching datastores - 500 Can't connect to ${server}:${config["port"] ?? 8007} (Connection refused)`,
        );
      break;
    case "cephfs":
      if (!monitorsAnswer(at)) fail("mount error: exit code 110");
      activateFolders(at);
      break;
    case "lvmthin": {
      const [group, pool] = [String(config["vgname"]), String(config["thinpool"])];
      if (media.volumeGroups.get(group)?.thinPools.has(pool) !== true)
        fail(`no such logical volume ${group}/${pool}`);
      break;
    }
    case "zfspool": {
      const pool = String(config["pool"]).split("/")[0] as string;
      if (!media.zfsPools.has(pool))
        fail(
          `could not activate storage '${id}', zfs error: cannot import '${pool}': no such pool available\n`,
        );
      break;
    }
    case "btrfs":
      assertMounted(at);
      makeRoot(at);
      if (![...media.btrfs].some((path) => isBelow(pathOf(storage) ?? "", path)))
        fail(`'${pathOf(storage)}' is not a btrfs file system`);
      activateFolders(at);
      break;
    // What is there is found out when it is used.
    case "lvm":
    case "rbd":
    case "zfs":
    case "iscsidirect":
      break;
    default:
      assertMounted(at);
      activateFolders(at);
  }
  return storage;
}

interface Place {
  readonly world: World;
  readonly id: string;
  readonly node: string | undefined;
  readonly storage: Storage;
}

/** Whether the monitors of a Ceph cluster can be asked; the nodes have none of their own. */
export function monitorsAnswer({ world, storage }: Pick<Place, "world" | "storage">): boolean {
  const monitors = String(storage.config["monhost"] ?? "").split(/[,;\s]+/);
  return monitors.some((host) => host !== "" && isReachable(mediaOf(world), host));
}

/** The path that has to be a mount point; undefined where it may be any directory. */
export function mountPointOf(storage: Storage): string | undefined {
  const wanted = String(storage.config["is_mountpoint"] ?? "no");
  if (/^(?:1|on|yes|true)$/i.test(wanted)) return pathOf(storage);
  return /^(?:0|off|no|false)$/i.test(wanted) ? undefined : wanted;
}

function assertMounted({ world, id, storage }: Place): void {
  const path = mountPointOf(storage);
  if (path !== undefined && !mediaOf(world).mountPoints.has(path))
    fail(
      `unable to activate storage '${id}' - directory is expected to be a mount point but is not mounted: '${path}'`,
    );
}

/** Makes the storage's own directory, unless that is left to somebody else. */
function makeRoot({ world, id, node, storage }: Place): void {
  const { config } = storage;
  const path = pathOf(storage) ?? "";
  const directory = directoryOf(world, id, node);
  if (Number(config["create-base-path"] ?? config["mkdir"] ?? 1) === 1)
    mkdirSync(directory, { recursive: true });
  if (!existsSync(directory))
    fail(`unable to activate storage '${id}' - directory '${path}' does not exist or is unreachable`);
}

function activateFolders(at: Place): void {
  const { world, id, node, storage } = at;
  const { config } = storage;
  makeRoot(at);
  const directory = directoryOf(world, id, node);
  const contents = contentsOf(storage);
  const isMaking = Number(config["create-subdirs"] ?? 1) === 1 && Number(config["mkdir"] ?? 1) === 1;
  for (const content of Object.keys(contentFolders))
    if (isMaking && (contents.includes(content) || (content === "backup" && contents.includes("rootdir"))))
      mkdirSync(join(directory, posix.normalize(`/${contentFolder(storage, content)}`)), { recursive: true });
  const seen = new Set<string>();
  for (const content of [...contents].sort()) {
    if (!(content in contentFolders)) fail(`unknown vtype '${content}'`);
    const path = posix.join(pathOf(storage) ?? "/", contentFolder(storage, content));
    if (!existsSync(join(directory, posix.normalize(`/${contentFolder(storage, content)}`)))) continue;
    if (seen.has(path)) fail(`storage '${id}' uses directory ${path} for multiple content types`);
    seen.add(path);
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
