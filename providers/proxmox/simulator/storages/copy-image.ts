import { copyBytes } from "./copy-bytes.js";
import { resizeDisk, writeDisk } from "./disk.js";
import { extentsOf } from "./extents.js";
import { between, bodyOf, bodyStart, shownBy } from "./image-body.js";
import { readImage } from "./image.js";

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
  const had = readImage(source);
  writeDisk(to, format, bytes);
  if (format === "subvol" || had.format === "subvol") return;
  if (had.format === format && had.backing === undefined)
    copyBytes(source, to, {
      extents: between(extentsOf(source), 0, format === "raw" ? bytes : Infinity),
      shift: 0,
    });
  else {
    const { start, extents } = bodyOf(source);
    const end = format === "raw" ? start + bytes : Infinity;
    copyBytes(source, to, { extents: between(extents, 0, end), shift: bodyStart(format) - start });
  }
  if (format !== "raw") resizeDisk(to, bytes);
}
