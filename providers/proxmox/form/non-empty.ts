import { textLike } from "../../../lib/schema/types.js";

/** Text that names something. */
export const nonEmpty = textLike(/./, "must not be empty");
