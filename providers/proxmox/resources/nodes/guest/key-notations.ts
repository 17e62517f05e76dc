import { textLike } from "../../../../../lib/schema/types.js";

/** A DNS name, as PVE accepts it for a guest. */
export const guestName = textLike(
  /^([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*$/,
  "must be a DNS name: letters, digits and hyphens between dots",
);

/** What is noted of a guest. */
export const notes = textLike(/^[\s\S]{0,8192}$/u, "must have at most 8192 characters");

/** A tag of a guest. */
export const tag = textLike(
  /^[a-zA-Z0-9_][a-zA-Z0-9_.+-]*$/,
  "must be letters, digits, and after the first one also _ - . +: web_1",
);

/** PVE sorts and folds tags (`B;a` is `a;b`), not always at once. */
export const tags = {
  absent: [] as readonly string[],
  canonical: (given: readonly string[]) => [...new Set(given.map((tag) => tag.toLowerCase()))].sort(),
  encode: (given: readonly string[]) => given.join(";"),
  decode: (text: string) => text.split(/[;,\s]+/).filter((tag) => tag !== ""),
};

/** Words in a row: PVE takes blanks, commas and semicolons between them, and keeps blanks. */
export const words = {
  absent: [] as readonly string[],
  encode: (given: readonly string[]) => given.join(" "),
  decode: (stored: string) => stored.split(/[\s,;]+/).filter((word) => word !== ""),
};

/** Words with semicolons between them, whose order means nothing. */
export function wordSet<W extends string>() {
  return {
    canonical: (given: readonly W[]) => [...new Set(given)].sort(),
    encode: (given: readonly W[]) => given.join(";"),
    decode: (stored: string) => stored.split(/[;\s]+/).filter((word): word is W => word !== ""),
  };
}
