import type { World } from "../world.js";
import { mediaOf } from "./media.js";

/** What nodes have, each of them the same, beside the disk of their system. */
export interface MediaOptions {
  /** By name: how large in bytes (a tebibyte if not said), and the thin pools, which share four fifths of it. */
  readonly volumeGroups?: Readonly<
    Record<string, { readonly bytes?: number; readonly thinPools?: readonly string[] }>
  >;
  /** Names of ZFS pools, of a tebibyte each: `rpool`. */
  readonly zfsPools?: readonly string[];
  /** Paths at which a btrfs file system is mounted. */
  readonly btrfs?: readonly string[];
  /** Paths at which something is mounted. */
  readonly mountPoints?: readonly string[];
  /** Servers that don't answer, by name or address; all others do, except the nodes themselves. */
  readonly unreachable?: readonly string[];
}

const tebibyte = 2 ** 40;
/** How much of a volume group its thin pools take. */
const pooled = 0.8;

export function addMedia(world: World, options: MediaOptions = {}): void {
  const { volumeGroups = {}, zfsPools = [], btrfs = [], mountPoints = [], unreachable = [] } = options;
  const media = mediaOf(world);
  for (const [name, { bytes = tebibyte, thinPools = [] }] of Object.entries(volumeGroups)) {
    const share = Math.floor((bytes * pooled) / thinPools.length);
    media.volumeGroups.set(name, { bytes, thinPools: new Map(thinPools.map((pool) => [pool, share])) });
  }
  for (const pool of zfsPools) media.zfsPools.set(pool, tebibyte);
  for (const path of btrfs) media.btrfs.add(path);
  for (const path of [...btrfs, ...mountPoints]) media.mountPoints.add(path);
  for (const server of unreachable) media.unreachable.add(server);
}
