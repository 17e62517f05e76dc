import { textLike } from "../../../lib/schema/types.js";
import { isAddress } from "./is-address.js";
import { ipNumber } from "./ip-number.js";

/** An address or a network in one spelling: `10.0.0.7/24` is `10.0.0.0/24`, `FD00:0::1/128` is `fd00::1`. */
function oneSpelling(text: string): string {
  const [address = "", length] = text.split("/");
  const ip = ipNumber(address);
  if (ip === undefined) return text;
  const prefix = Number(length ?? ip.bits);
  if (!(prefix <= ip.bits)) return text;
  return `${ip.bits}:${(ip.number >> BigInt(ip.bits - prefix)).toString(16)}/${prefix}`;
}

const allowed = "an address or a network: `10.0.0.1`, `10.0.0.0/24`, `fd00::/8`";

/** An address or a network, of version 4 or 6. */
export const network = {
  type: textLike(/^[0-9A-Fa-f:.]+(?:\/\d{1,3})?$/, allowed).refine(isAddress, allowed),
  canonical: oneSpelling,
} as const;
