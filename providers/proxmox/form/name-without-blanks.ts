import { textLike } from "../../../lib/schema/types.js";

/** A name whose form only the system that it is for can judge. */
export const nameWithoutBlanks = textLike(/^\S+$/, "a name without blanks");
