import { textLike } from "../../../lib/schema/types.js";

/** A folder of a node. PVE keeps it without a slash at its end. */
export const absolutePath = {
  type: textLike(
    /^\/[A-Za-z0-9.\-_@/]*$/,
    'a path from the root, of letters, digits, "-", "_", ".", "@" and "/"',
  ),
  canonical: (text: string) => text.replace(/(?<=.)\/+$/, ""),
} as const;
