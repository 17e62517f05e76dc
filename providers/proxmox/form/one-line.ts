import { textLike } from "../../../lib/schema/types.js";

/** Text of the firewall's files, which hold no more than its first line. A line end after it is no other line. */
export const oneLine = textLike(/^\s*[^\r\n]*\s*$/, "one line");
