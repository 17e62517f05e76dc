import { managed } from "../../../../../lib/schema/roles.js";
import { textLike } from "../../../../../lib/schema/types.js";
import { bytesOf } from "./size.js";

/** A size as PVE writes it, so that it can be read back to the byte: an image of 15 MiB has no whole GiB. */
const size = textLike(/^\d+(\.\d+)?[KMGT]$/, "must be a number with K, M, G or T (KiB, MiB, GiB, TiB): 20G");

/** The size of a volume. */
export const volumeSize = managed(size, "Size, for example 20G. Volumes grow, they never shrink.", {
  canonical: bytesOf,
});
