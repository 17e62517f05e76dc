import { textLike } from "../../../lib/schema/types.js";

/** Where packets of a firewall's rule come from or go to, or none. */
export const ruleAddresses = textLike(
  /^(?:[^\s,]+(?:,[^\s,]+)*)?$/,
  "addresses, ranges and networks with commas between and no blanks, an alias, or a set as `+name`",
);
