import { textLike } from "../../../lib/schema/types.js";

/** A pool, which may lie in others. */
export const poolName = textLike(
  /^[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+){0,2}$/,
  "a name, or names that lie in one another: `web/test`",
);
