import { textLike } from "../../../lib/schema/types.js";

/** A node of the cluster. */
export const nodeName = textLike(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, "letters, digits and hyphens");
