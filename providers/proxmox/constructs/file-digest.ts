import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

const bufferSize = 2 ** 20;

/** The SHA-256 of a file, in hexadecimal digits; read in pieces, since images are larger than memory. */
export function fileDigest(path: string): string {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(bufferSize);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
