import { byteText } from "../guests/byte-text.js";

/** What is said while an image of so many bytes is copied; a raw one is looked through once more at its end. */
export function transferLines(bytes: number, format: string): readonly string[] {
  const total = byteText(bytes);
  const line = (done: number) =>
    `transferred ${byteText(bytes * done)} of ${total} (${(done * 100).toFixed(2)}%)`;
  return [line(0), line(1), ...(format === "raw" ? [line(1)] : [])];
}
