import type { Routes } from "../call.js";
import { fail } from "../failure.js";
import { freeOf, mediaOf } from "../storages/media.js";

const base = "/nodes/{node}/disks";
const notBlock = () => fail("not a valid block device");
const noZfs = () => fail("zfsutils-linux not installed");

/** Disks that nobody may take, as they are not told; what was made of them is, and ZFS is there with its first pool. */
export const diskRoutes: Routes = {
  [`GET ${base}/list`]: () => [],
  [`GET ${base}/lvm`]: ({ world }) => ({
    leaf: 0,
    children: [...mediaOf(world).volumeGroups].map(([name, group]) => ({
      leaf: 0,
      name,
      size: group.bytes,
      free: freeOf(group),
      children: [],
    })),
  }),
  [`GET ${base}/lvmthin`]: ({ world }) =>
    [...mediaOf(world).volumeGroups].flatMap(([vg, { thinPools }]) =>
      [...thinPools].map(([lv, size]) => ({
        lv,
        vg,
        lv_size: size,
        used: 0,
        metadata_size: 2 ** 27,
        metadata_used: 2 ** 22,
      })),
    ),
  [`GET ${base}/directory`]: () => [],
  [`GET ${base}/zfs`]: ({ world }) => {
    const { zfsPools } = mediaOf(world);
    if (zfsPools.size === 0) noZfs();
    return [...zfsPools].map(([name, size]) => ({
      name,
      size,
      alloc: 0,
      free: size,
      frag: 0,
      dedup: 1,
      health: "ONLINE",
    }));
  },
  [`GET ${base}/zfs/{name}`]: noZfs,
  [`POST ${base}/zfs`]: noZfs,
  [`GET ${base}/smart`]: notBlock,
  [`POST ${base}/initgpt`]: notBlock,
  [`PUT ${base}/wipedisk`]: notBlock,
  [`POST ${base}/lvm`]: notBlock,
  [`POST ${base}/lvmthin`]: notBlock,
  [`POST ${base}/directory`]: notBlock,
};
