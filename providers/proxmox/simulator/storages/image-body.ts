import { dirname, join } from "node:path";

import { extentsOf, type Extent } from "./extents.js";
import { readImage } from "./image.js";

/** What an image holds beside its head: where it is, and at which offset its first byte would be. */
export interface Body {
  readonly path: string;
  readonly start: number;
  /** Offsets are the file's. */
  readonly extents: readonly Extent[];
}

const starts: Readonly<Record<string, number>> = { raw: 0, qcow2: 65_536, vmdk: 65_536 };
/** Nothing but a head is that short. */
const headBytes = 4096;

/** Where the body of an image of a format begins; raw ones have no head. */
export function bodyStart(format: string): number {
  return starts[format] ?? 0;
}

/** The body of what an image shows. */
export function bodyOf(image: string): Body {
  const path = shownBy(image);
  const start = bodyStart(readImage(path).format);
  return { path, start, extents: between(extentsOf(path), start, Infinity) };
}

/** The file that has what an image shows: as long as it tells no difference, what it is based on. */
export function shownBy(path: string): string {
  const { backing } = readImage(path);
  const tellsMore = () => extentsOf(path).some(({ offset, length }) => offset + length > headBytes);
  return backing === undefined || tellsMore() ? path : shownBy(join(dirname(path), backing));
}

/** The parts of pieces that lie in a range. */
export function between(extents: readonly Extent[], start: number, end: number): readonly Extent[] {
  return extents.flatMap(({ offset, length }) => {
    const [first, last] = [Math.max(offset, start), Math.min(offset + length, end)];
    return first < last ? [{ offset: first, length: last - first }] : [];
  });
}
