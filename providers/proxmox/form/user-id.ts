import { textLike } from "../../../lib/schema/types.js";

/** A user with its realm. */
export const userId = textLike(/^[^\s:/]+@[A-Za-z][A-Za-z0-9.\-_]+$/, "a name and a realm: `alice@pve`");
