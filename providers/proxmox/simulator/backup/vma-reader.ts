import { closeSync, openSync, readSync, statSync, writeSync } from "node:fs";

import { bodyStart } from "../storages/image-body.js";
import { readImage } from "../storages/image.js";
import { blockBytes, clusterBytes, extent, vma } from "./vma-layout.js";

/** What the head of a virtual machine archive tells. */
export interface VmaHead {
  readonly size: number;
  /** Seconds since 1970. */
  readonly time: number;
  readonly texts: Readonly<Record<string, string>>;
  /** By number, from one on. */
  readonly devices: ReadonlyMap<number, { readonly name: string; readonly bytes: number }>;
}

/** Reads an archive's head; undefined for what is no such archive. */
export function readVmaHead(path: string): VmaHead | undefined {
  const file = openSync(path, "r");
  try {
    const head = piece(file, 0, vma.headBytes);
    if (head.length < vma.headBytes || head.toString("latin1", 0, 4) !== vma.magic) return undefined;
    const blobs = piece(file, head.readUInt32BE(vma.blobAt), head.readUInt32BE(vma.blobSizeAt));
    const blob = (at: number) => blobs.subarray(at + 2, at + 2 + blobs.readUInt16LE(at));
    const name = (at: number) => blob(at).toString("utf8").replace(/\0$/, "");
    const texts: Record<string, string> = {};
    const devices = new Map<number, { readonly name: string; readonly bytes: number }>();
    for (let place = 0; place < vma.places; place++) {
      const nameAt = head.readUInt32BE(vma.configNamesAt + 4 * place);
      if (nameAt !== 0)
        texts[name(nameAt)] = blob(head.readUInt32BE(vma.configDataAt + 4 * place)).toString("utf8");
      const at = vma.devicesAt + vma.deviceBytes * place;
      const deviceAt = head.readUInt32BE(at);
      if (deviceAt !== 0)
        devices.set(place, { name: name(deviceAt), bytes: Number(head.readBigUInt64BE(at + 8)) });
    }
    return {
      size: head.readUInt32BE(vma.sizeAt),
      time: Number(head.readBigInt64BE(vma.timeAt)),
      texts,
      devices,
    };
  } finally {
    closeSync(file);
  }
}

/** Writes the devices of an archive into images that are there already, by the devices' numbers. */
export function extractVma(path: string, { size }: VmaHead, images: ReadonlyMap<number, string>): void {
  const archive = openSync(path, "r");
  const targets = new Map(
    [...images].map(([device, image]) => [
      device,
      { file: openSync(image, "r+"), start: bodyStart(readImage(image).format) },
    ]),
  );
  try {
    const { size: end } = statSync(path);
    for (let at = size; at < end;) {
      const head = piece(archive, at, extent.headBytes);
      at += extent.headBytes;
      for (let index = 0; index < extent.clusters; index++) {
        const info = extent.clustersAt + 8 * index;
        const [mask, device] = [head.readUInt16BE(info), head.readUInt8(info + 3)];
        const target = targets.get(device);
        for (let bit = 0; bit < 16; bit++) {
          if ((mask & (1 << bit)) === 0) continue;
          const block = piece(archive, at, blockBytes);
          at += blockBytes;
          if (target === undefined) continue;
          const offset = head.readUInt32BE(info + 4) * clusterBytes + bit * blockBytes;
          writeSync(target.file, block, 0, block.length, target.start + offset);
        }
      }
    }
  } finally {
    for (const { file } of [...targets.values(), { file: archive }]) closeSync(file);
  }
}

function piece(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
}
