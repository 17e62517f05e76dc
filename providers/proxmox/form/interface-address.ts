import { textLike } from "../../../lib/schema/types.js";
import { isAddress } from "./is-address.js";
import { ipNumber } from "./ip-number.js";

/** An address of an interface in one spelling, with the length of its network's prefix if it has one. */
function canonical(text: string): string {
  const [address = "", ...rest] = text.split("/");
  return [ipNumber(address)?.number.toString(16) ?? address, ...rest].join("/");
}

const four = String.raw`\d{1,3}(?:\.\d{1,3}){3}`;
const six = "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

const of = (pattern: string, allowed: string) =>
  textLike(new RegExp(`^${pattern}$`), allowed).refine(isAddress, allowed);

/** Addresses of an interface, alone and with their network. */
export const interfaceAddress = {
  canonical,
  four: of(four, "an IPv4 address: `10.0.0.1`"),
  fourInNetwork: of(`${four}/\\d{1,2}`, "an IPv4 address with its network: `10.0.0.1/24`"),
  six: of(six, "an IPv6 address: `fd00::1`"),
  sixInNetwork: of(`${six}/\\d{1,3}`, "an IPv6 address with its network: `fd00::1/64`"),
} as const;
