import { textLike } from "../../../lib/schema/types.js";

/** The name of a group or a role. */
export const objectName = textLike(/^[A-Za-z0-9.\-_]+$/, 'letters, digits, ".", "-" and "_"');
