import { createHash } from "node:crypto";

/** Where the parts of a VMA archive are; numbers are big-endian. */
export const vma = {
  magic: "VMA\0",
  version: 1,
  headBytes: 12_288,
  idAt: 8,
  timeAt: 24,
  sumAt: 32,
  blobAt: 48,
  blobSizeAt: 52,
  sizeAt: 56,
  configNamesAt: 2044,
  configDataAt: 3068,
  devicesAt: 4096,
  deviceBytes: 32,
  places: 256,
} as const;

/** A piece of an archive: up to 59 clusters, each with those of its blocks that are not empty. */
export const extent = {
  magic: "VMAE",
  headBytes: 512,
  blockCountAt: 6,
  idAt: 8,
  sumAt: 24,
  clustersAt: 40,
  clusters: 59,
} as const;

export const blockBytes = 4096;
export const clusterBytes = 16 * blockBytes;

/** Writes the sum of a head into it, which counts as zeros while it is summed up. */
export function seal(head: Buffer, sumAt: number): Buffer {
  head.fill(0, sumAt, sumAt + 16);
  createHash("md5").update(head).digest().copy(head, sumAt);
  return head;
}
