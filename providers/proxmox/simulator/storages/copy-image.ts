import { dirname, join } from "node:path";

import { copyBytes } from "./copy-bytes.js";
import { growDisk, writeDisk } from "./disk.js";
import { extentsOf, type Extent } from "./extents.js";
import { readImage } from "./image.js";

/** Where the body of an image begins; raw ones have no head. */
const bodyAt: Readonly<Record<string, number>> = { raw: 0, qcow2: 65_536, vmdk: 65_536 };
/** Nothing but a head is that short. */
const headBytes = 4096;

/**
 * Writes what an image shows into another file, as an image of a format and a size. The body of an image is taken as it
 * is: what was empty stays so, and an image that was made of a raw one gives that back.
 */
export function copyImage(
  from: string,
  to: string,
  { format, bytes }: { readonly format: string; readonly bytes: number },
): void {
  const source = shownBy(from);
  const { format: had, backing } = readImage(source);
  writeDisk(to, format, bytes);
  if (format === "subvol" || had === "subvol") return;
  const isWhole = had === format && backing === undefined;
  const [start, shift] = isWhole ? [0, 0] : [offsetOf(had), offsetOf(format) - offsetOf(had)];
  const end = format === "raw" ? bytes - shift : Infinity;
  copyBytes(source, to, { extents: between(extentsOf(source), start, end), shift });
  if (format !== "raw") growDisk(to, bytes);
}

function offsetOf(format: string): number {
  return bodyAt[format] ?? 0;
}

function between(extents: readonly Extent[], start: number, end: number): readonly Extent[] {
  return extents.flatMap(({ offset, length }) => {
    const [first, last] = [Math.max(offset, start), Math.min(offset + length, end)];
    return first < last ? [{ offset: first, length: last - first }] : [];
  });
}

/** The file that has what an image shows: as long as it tells no difference, what it is based on. */
function shownBy(path: string): string {
  const { backing } = readImage(path);
  const tellsMore = () => extentsOf(path).some(({ offset, length }) => offset + length > headBytes);
  return backing === undefined || tellsMore() ? path : shownBy(join(dirname(path), backing));
}
