import type { Routes } from "../call.js";
import { fail } from "../failure.js";

const base = "/nodes/{node}/disks";
const notBlock = () => fail("not a valid block device");
const noZfs = () => fail("zfsutils-linux not installed");

/** A node without disks of its own, and without ZFS. */
export const diskRoutes: Routes = {
  [`GET ${base}/list`]: () => [],
  [`GET ${base}/lvm`]: () => ({ leaf: 0, children: [] }),
  [`GET ${base}/lvmthin`]: () => [],
  [`GET ${base}/directory`]: () => [],
  [`GET ${base}/zfs`]: noZfs,
  [`GET ${base}/zfs/{name}`]: noZfs,
  [`POST ${base}/zfs`]: noZfs,
  [`GET ${base}/smart`]: notBlock,
  [`POST ${base}/initgpt`]: notBlock,
  [`PUT ${base}/wipedisk`]: notBlock,
  [`POST ${base}/lvm`]: notBlock,
  [`POST ${base}/lvmthin`]: notBlock,
  [`POST ${base}/directory`]: notBlock,
};
