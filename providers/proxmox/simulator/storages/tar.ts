import { closeSync, openSync, readSync } from "node:fs";

/** A file in a tar archive. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** Where its bytes begin in the archive. */
  readonly offset: number;
}

const block = 512;

/** The files of a tar archive in their order; undefined for what is no tar archive. */
export function tarEntries(path: string): readonly TarEntry[] | undefined {
  const file = openSync(path, "r");
  try {
    const entries: TarEntry[] = [];
    const header = Buffer.alloc(block);
    let at = 0;
    while (readSync(file, header, 0, block, at) === block) {
      if (header.every((byte) => byte === 0)) return entries;
      if (!isHeader(header)) return entries.length === 0 ? undefined : entries;
      const size = parseInt(header.toString("latin1", 124, 136).replace(/\0.*$/s, "").trim() || "0", 8);
      const [name, prefix] = [text(header, 0, 100), text(header, 345, 500)];
      const kind = header.toString("latin1", 156, 157);
      if (kind === "0" || kind === "\0")
        entries.push({ name: prefix === "" ? name : `${prefix}/${name}`, size, offset: at + block });
      at += block + Math.ceil(size / block) * block;
    }
    return entries.length === 0 ? undefined : entries;
  } finally {
    closeSync(file);
  }
}

/** A file of an archive as text. */
export function tarText(path: string, { offset, size }: TarEntry): string {
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(size);
  readSync(file, bytes, 0, size, offset);
  closeSync(file);
  return bytes.toString("utf8");
}

function text(header: Buffer, from: number, to: number): string {
  return header.toString("utf8", from, to).replace(/\0.*$/s, "");
}

/** The sum of a header's bytes stands in it, counted with blanks in its own place. */
function isHeader(header: Buffer): boolean {
  const told = parseInt(header.toString("latin1", 148, 156).replace(/\0/g, "").trim(), 8);
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  return told === sum;
}
