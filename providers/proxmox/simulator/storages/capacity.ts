import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { firstNode } from "../nodes/first-node.js";
import { slice, type World } from "../world.js";
import { monitorsAnswer, mountPointOf } from "./activate.js";
import { readImage } from "./image.js";
import { freeOf, isReachable, mediaOf } from "./media.js";
import { directoryOf, nodeDirectory } from "./places.js";
import { isShared, storageOf } from "./properties.js";

/** How much fits on a storage, in bytes. */
export interface Capacity {
  readonly total: number;
  readonly used: number;
  readonly avail: number;
}

const usualTotal = 256 * 2 ** 30;
/** What the system itself takes of a node's disk. */
const systemBytes = 2 ** 30;

/** How long what was last told of a storage is told again, in milliseconds. */
const interval = 10_000;
/** How much of a storage may have been filled meanwhile. */
const safeShare = 0.2;

interface Told {
  readonly at: number;
  readonly capacity: Capacity | undefined;
}

const told = new WeakMap<World, Map<string, Told>>();

/** Total bytes by storage, where a test has said so. */
const totals = slice("storage totals", () => new Map<string, number>());

/** Says how much fits on a storage; what is on it is counted. */
export function setTotal(world: World, id: string, bytes: number): void {
  storageOf(world, id);
  totals(world).set(id, bytes);
  told.delete(world);
}

/** How full a storage is; undefined where that can't be found out, and the storage therefore is of no use now. */
export function capacityOf(world: World, id: string, node = firstNode(world)): Capacity | undefined {
  return seemingly(world, { id, node }, measured(world, id, node));
}

/** How full a storage was within the last ten seconds, which is what nodes tell each other. */
export function lastCapacity(world: World, id: string, node = firstNode(world)): Capacity | undefined {
  return seemingly(world, { id, node }, lastMeasured(world, id, node));
}

/** A storage may show itself full on request. */
function seemingly(
  world: World,
  { id, node }: { readonly id: string; readonly node: string },
  capacity: Capacity | undefined,
): Capacity | undefined {
  const isFull = capacity !== undefined && world.faults.isFull(id, node);
  return isFull ? { ...capacity, used: capacity.total, avail: 0 } : capacity;
}

function lastMeasured(world: World, id: string, node: string): Capacity | undefined {
  const known = told.get(world) ?? new Map<string, Told>();
  told.set(world, known);
  const now = world.clock.now();
  const last = known.get(`${node} ${id}`);
  if (last !== undefined && now - last.at < interval) return last.capacity;
  const capacity = measured(world, id, node);
  known.set(`${node} ${id}`, { at: now, capacity });
  return capacity;
}

function measured(world: World, id: string, node: string): Capacity | undefined {
  const storage = storageOf(world, id);
  const { type, config } = storage;
  const media = mediaOf(world);
  const set = totals(world).get(id);
  const counted = (total: number, used: number) => withRest(set ?? total, used);
  switch (type) {
    case "iscsi":
    case "esxi":
      return { total: 0, used: 0, avail: 0 };
    case "iscsidirect":
      return { total: 0, used: 0, avail: 0 };
    case "lvm": {
      const group = media.volumeGroups.get(String(config["vgname"]));
      if (group === undefined) return undefined;
      return counted(group.bytes, group.bytes - freeOf(group) + promisedBytes(directoryOf(world, id, node)));
    }
    case "lvmthin": {
      const pool = media.volumeGroups
        .get(String(config["vgname"]))
        ?.thinPools.get(String(config["thinpool"]));
      return pool === undefined ? undefined : counted(pool, usedBytes(directoryOf(world, id, node)));
    }
    case "zfspool": {
      const pool = media.zfsPools.get(String(config["pool"]).split("/")[0] as string);
      return pool === undefined ? undefined : counted(pool, usedBytes(directoryOf(world, id, node)));
    }
    case "rbd":
      if (!monitorsAnswer({ world, storage })) return undefined;
      break;
    case "zfs":
      if (!isReachable(media, String(config["portal"]))) return { total: 0, used: 0, avail: 0 };
      break;
    default: {
      const path = mountPointOf(storage);
      if (path !== undefined && !media.mountPoints.has(path)) return undefined;
    }
  }
  if (isShared(storage)) return counted(usualTotal, usedBytes(directoryOf(world, id, node)));
  return counted(usualTotal, systemBytes + usedBytes(nodeDirectory(world, node)));
}

/** Whether so many bytes more fit on a storage. */
export function hasSpace(
  world: World,
  id: string,
  { bytes, node }: { readonly bytes: number; readonly node?: string | undefined },
): boolean {
  if (world.faults.takesRoom(id, node ?? firstNode(world))) return false;
  // What is on a storage takes long to count, so that is done where it may come to matter.
  const last = lastMeasured(world, id, node ?? firstNode(world));
  if (last !== undefined && last.avail - bytes > last.total * safeShare) return true;
  const capacity = measured(world, id, node ?? firstNode(world));
  return capacity === undefined || capacity.total === 0 || bytes <= capacity.avail;
}

function withRest(total: number, used: number): Capacity {
  const within = Math.min(used, total);
  return { total, used: within, avail: total - within };
}

/** Bytes on the disk below a directory. */
function usedBytes(directory: string): number {
  if (!existsSync(directory)) return 0;
  return readdirSync(directory, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(directory, entry.name);
    return sum + (entry.isDirectory() ? usedBytes(path) : lstatSync(path).blocks * 512);
  }, 0);
}

/** Bytes that the disks in a directory may come to need, which some storages set aside at once. */
function promisedBytes(directory: string): number {
  if (!existsSync(directory)) return 0;
  return readdirSync(directory).reduce((sum, name) => {
    const path = join(directory, name);
    return sum + (statSync(path).isFile() ? readImage(path).virtualSize : 0);
  }, 0);
}
