import { textLike } from "../../../../lib/schema/types.js";

/** The name of an alias or of a set of addresses. */
export const setName = textLike(
  /^[A-Za-z][A-Za-z0-9\-_]{1,63}$/,
  "2 to 64 letters, digits, `-` or `_`, with a letter first",
);
