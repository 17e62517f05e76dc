import { closeSync, openSync, readSync, writeSync } from "node:fs";

import type { Extent } from "./extents.js";

const chunkBytes = 2 ** 20;

/** Copies pieces of a file into another one, each by so many bytes further on; what is between them is left alone. */
export function copyBytes(
  from: string,
  to: string,
  { extents, shift }: { readonly extents: readonly Extent[]; readonly shift: number },
): void {
  const source = openSync(from, "r");
  const target = openSync(to, "r+");
  const chunk = Buffer.alloc(chunkBytes);
  try {
    for (const { offset, length } of extents)
      for (let done = 0; done < length; done += chunkBytes) {
        const wanted = Math.min(chunkBytes, length - done);
        const count = readSync(source, chunk, 0, wanted, offset + done);
        writeSync(target, chunk, 0, count, offset + done + shift);
      }
  } finally {
    closeSync(source);
    closeSync(target);
  }
}
