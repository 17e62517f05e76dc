import { closeSync, openSync, readSync, statSync } from "node:fs";

/** What the head of a disk image tells. */
export interface Image {
  /** `raw`, `qcow2`, `vmdk`; `subvol` for a directory */
  readonly format: string;
  /** The size of the disk that it holds, in bytes. */
  readonly virtualSize: number;
  /** The image that it only tells the differences to, as it is named there. */
  readonly backing: string | undefined;
  /** Whether its bytes are in other files. */
  readonly isScattered: boolean;
}

const sector = 512;
/** Enough for the head of a qcow2 image with its names, and for a VMDK descriptor that stands alone. */
const headBytes = 4096;

/** Reads an image's head; what is of no known format is raw. */
export function readImage(path: string): Image {
  if (statSync(path).isDirectory())
    return { format: "subvol", virtualSize: 0, backing: undefined, isScattered: false };
  const head = readHead(path, headBytes);
  if (head.toString("latin1", 0, 4) === "QFI\xfb" && head.length >= 32) return qcow2(head);
  if (head.toString("latin1", 0, 4) === "KDMV" && head.length >= 44) return sparse(path, head);
  if (head.toString("latin1", 0, 21) === "# Disk DescriptorFile") return described(head.toString("utf8"));
  return { format: "raw", virtualSize: statSync(path).size, backing: undefined, isScattered: false };
}

/** The virtual size of a disk image in bytes, from its head. */
export function virtualSize(path: string): number {
  return readImage(path).virtualSize;
}

/** A disk image's format by its first bytes: a downloaded `.img` is often qcow2. */
export function imageFormat(path: string): string {
  return readImage(path).format;
}

export function readHead(path: string, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(file, head, 0, length, 0));
  } finally {
    closeSync(file);
  }
}

function qcow2(head: Buffer): Image {
  const version = head.readUInt32BE(4);
  const nameAt = Number(head.readBigUInt64BE(8));
  const nameLength = head.readUInt32BE(16);
  // The third of the features without which an image can't be read: its bytes are elsewhere.
  const features = version >= 3 && head.length >= 80 ? head.readBigUInt64BE(72) : 0n;
  return {
    format: "qcow2",
    virtualSize: Number(head.readBigUInt64BE(24)),
    backing:
      nameAt === 0 || nameLength === 0 ? undefined : head.toString("utf8", nameAt, nameAt + nameLength),
    isScattered: (features & 4n) !== 0n,
  };
}

function sparse(path: string, head: Buffer): Image {
  const virtual = Number(head.readBigUInt64LE(12)) * sector;
  const at = Number(head.readBigUInt64LE(28)) * sector;
  const length = Number(head.readBigUInt64LE(36)) * sector;
  const text = readHead(path, at + Math.min(length, headBytes)).toString("utf8", at);
  return { ...described(text), virtualSize: virtual };
}

/** A VMDK's text: what it is made of, and what it is based on. */
function described(text: string): Image {
  const extents = [...text.matchAll(/^(?:RW|RDONLY|NOACCESS) (\d+) /gm)];
  const parent = /^parentFileNameHint="([^"]*)"/m.exec(text)?.[1];
  return {
    format: "vmdk",
    virtualSize: extents.reduce((sum, [, sectors]) => sum + Number(sectors) * sector, 0),
    backing: parent,
    isScattered: extents.length > 1,
  };
}
