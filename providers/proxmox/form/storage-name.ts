import { textLike } from "../../../lib/schema/types.js";

/** A storage of the cluster. */
export const storageName = textLike(
  /^[A-Za-z][A-Za-z0-9.\-_]*[A-Za-z0-9]$/,
  'at least two letters, digits, ".", "-" and "_", of which the first is a letter and the last no mark',
);
