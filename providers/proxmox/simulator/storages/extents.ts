import { closeSync, openSync, readSync, statSync } from "node:fs";

/** A piece of a file that is not empty. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

const chunkBytes = 2 ** 20;
const pageBytes = 4096;
const emptyPage = Buffer.alloc(pageBytes);

/** Where a file has something in it: it is read no further than its last allocated byte may be. */
export function extentsOf(path: string): readonly Extent[] {
  const { size, blocks } = statSync(path);
  const allocated = blocks * 512;
  const found: { readonly offset: number; length: number }[] = [];
  const file = openSync(path, "r");
  const chunk = Buffer.alloc(Math.min(size, chunkBytes));
  try {
    for (let at = 0, seen = 0; at < size && seen < allocated; at += chunkBytes) {
      const count = readSync(file, chunk, 0, chunk.length, at);
      for (let page = 0; page < count; page += pageBytes) {
        const length = Math.min(pageBytes, count - page);
        if (chunk.compare(emptyPage, 0, length, page, page + length) === 0) continue;
        seen += pageBytes;
        const last = found.at(-1);
        if (last !== undefined && last.offset + last.length === at + page) last.length += length;
        else found.push({ offset: at + page, length });
      }
    }
  } finally {
    closeSync(file);
  }
  return found;
}
