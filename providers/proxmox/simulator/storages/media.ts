import { slice } from "../world.js";

/** What nodes have, beside the disk of their system, that storages may be on; and whom they can't reach. */
export interface Media {
  /** Volume groups with their size in bytes, and the thin pools in them. */
  readonly volumeGroups: Map<string, VolumeGroup>;
  /** ZFS pools with their size in bytes. */
  readonly zfsPools: Map<string, number>;
  /** Paths at which a btrfs file system is mounted. */
  readonly btrfs: Set<string>;
  /** Paths at which something is mounted. */
  readonly mountPoints: Set<string>;
  /** Servers that don't answer. */
  readonly unreachable: Set<string>;
}

export interface VolumeGroup {
  readonly bytes: number;
  readonly thinPools: Map<string, number>;
}

export const mediaOf = slice("media", (): Media => ({
  volumeGroups: new Map(),
  zfsPools: new Map(),
  btrfs: new Set(),
  mountPoints: new Set(),
  unreachable: new Set(),
}));

/** A node itself serves nothing; every other server is there until somebody says that it isn't. */
export function isReachable({ unreachable }: Media, server: string): boolean {
  const host = server.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^([^:]+):\d+$/, "$1");
  return !/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host) && !unreachable.has(host);
}

/** The bytes of a volume group that no thin pool has. */
export function freeOf({ bytes, thinPools }: VolumeGroup): number {
  return Math.max(0, bytes - [...thinPools.values()].reduce((sum, each) => sum + each, 0));
}
