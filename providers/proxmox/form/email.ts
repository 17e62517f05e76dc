import { textLike } from "../../../lib/schema/types.js";

/** An address of mail, or none. */
export const email = textLike(
  /^(?:[\p{L}\p{N}_+\-~]+(?:\.[\p{L}\p{N}_+\-~]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)?$/u,
  "an address such as `alice@example.com`",
);
