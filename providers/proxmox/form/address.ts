import { textLike } from "../../../lib/schema/types.js";
import { isAddress } from "./is-address.js";

const allowed = "an address: `10.0.0.1`, `fd00::1`";

/** An address, of version 4 or 6. */
export const address = textLike(/^[0-9A-Fa-f:.]+$/, allowed).refine(isAddress, allowed);
