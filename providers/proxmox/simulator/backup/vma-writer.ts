import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, writeSync } from "node:fs";

import { bodyOf } from "../storages/image-body.js";
import { blockBytes, clusterBytes, extent, seal, vma } from "./vma-layout.js";

export interface VmaDevice {
  /** `drive-scsi0` */
  readonly name: string;
  readonly bytes: number;
  /** The image, here. */
  readonly path: string;
}

export interface VmaContent {
  /** Seconds since 1970. */
  readonly time: number;
  /** Texts by file name: `qemu-server.conf`. */
  readonly texts: Readonly<Record<string, string>>;
  readonly devices: readonly VmaDevice[];
}

/** Writes a virtual machine archive as `vma create` does. */
export function writeVma(path: string, content: VmaContent): void {
  const file = openSync(path, "w");
  const id = randomBytes(16);
  try {
    writeSync(file, headOf(id, content));
    content.devices.forEach((device, index) => {
      for (const piece of pieces(device, index + 1, id)) writeSync(file, piece);
    });
  } finally {
    closeSync(file);
  }
}

function headOf(id: Buffer, { time, texts, devices }: VmaContent): Buffer {
  const head = Buffer.alloc(vma.headBytes);
  // Offset 0 stands for nothing.
  const blobs: Buffer[] = [Buffer.alloc(1)];
  let used = 1;
  const place = (bytes: Buffer) => {
    const size = Buffer.alloc(2);
    size.writeUInt16LE(bytes.length);
    blobs.push(size, bytes);
    const at = used;
    used += 2 + bytes.length;
    return at;
  };
  Object.entries(texts).forEach(([name, text], index) => {
    head.writeUInt32BE(place(Buffer.from(`${name}\0`)), vma.configNamesAt + 4 * index);
    head.writeUInt32BE(place(Buffer.from(text)), vma.configDataAt + 4 * index);
  });
  devices.forEach(({ name, bytes }, index) => {
    const at = vma.devicesAt + vma.deviceBytes * (index + 1);
    head.writeUInt32BE(place(Buffer.from(`${name}\0`)), at);
    head.writeBigUInt64BE(BigInt(bytes), at + 8);
  });
  const blob = Buffer.concat(blobs);
  const padded = Buffer.concat([blob, Buffer.alloc((512 - (blob.length % 512)) % 512)]);
  head.write(vma.magic, 0, "latin1");
  head.writeUInt32BE(vma.version, 4);
  id.copy(head, vma.idAt);
  head.writeBigInt64BE(BigInt(time), vma.timeAt);
  head.writeUInt32BE(vma.headBytes, vma.blobAt);
  head.writeUInt32BE(padded.length, vma.blobSizeAt);
  head.writeUInt32BE(vma.headBytes + padded.length, vma.sizeAt);
  return seal(Buffer.concat([head, padded]), vma.sumAt);
}

/** The pieces of an archive that hold a device; clusters without anything in them are left out. */
function* pieces({ path, bytes }: VmaDevice, device: number, id: Buffer): Generator<Buffer> {
  const { path: source, start, extents } = bodyOf(path);
  const numbers = new Set<number>();
  for (const { offset, length } of extents)
    for (let at = offset - start; at < Math.min(offset - start + length, bytes); at += blockBytes)
      numbers.add(Math.floor(at / clusterBytes));
  const wanted = [...numbers];
  const file = openSync(source, "r");
  try {
    for (let first = 0; first < wanted.length; first += extent.clusters) {
      const clusters = wanted.slice(first, first + extent.clusters);
      const head = Buffer.alloc(extent.headBytes);
      head.write(extent.magic, 0, "latin1");
      id.copy(head, extent.idAt);
      const blocks = clusters.flatMap((number, index) => {
        const cluster = Buffer.alloc(clusterBytes);
        readSync(file, cluster, 0, clusterBytes, start + number * clusterBytes);
        const filled = Array.from({ length: 16 }, (_, block) =>
          cluster.subarray(block * blockBytes, (block + 1) * blockBytes),
        );
        const mask = filled.reduce((sum, block, bit) => (isEmpty(block) ? sum : sum | (1 << bit)), 0);
        const at = extent.clustersAt + 8 * index;
        head.writeUInt16BE(mask, at);
        head.writeUInt8(device, at + 3);
        head.writeUInt32BE(number, at + 4);
        return filled.filter((_, bit) => (mask & (1 << bit)) !== 0);
      });
      head.writeUInt16BE(blocks.length, extent.blockCountAt);
      yield Buffer.concat([seal(head, extent.sumAt), ...blocks]);
    }
  } finally {
    closeSync(file);
  }
}

function isEmpty(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}
