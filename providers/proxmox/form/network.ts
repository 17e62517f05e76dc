import { isIP } from "node:net";

import { textLike } from "../../../lib/schema/types.js";

/** An address or a network in one spelling: `10.0.0.7/24` is `10.0.0.0/24`, `FD00:0::1/128` is `fd00::1`. */
function oneSpelling(text: string): string {
  const [address = "", bits] = text.split("/");
  const width = { 0: undefined, 4: 32, 6: 128 }[isIP(address)];
  const length = Number(bits ?? width);
  if (width === undefined || !(length <= width)) return text;
  const host = BigInt(width - length);
  return `${width}:${(numberOf(address) >> host).toString(16)}/${length}`;
}

function numberOf(address: string): bigint {
  if (!address.includes(":")) return address.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  // A URL's host has small letters, and no address of version 4 in it.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (part = "") => part.split(":").filter((group) => group !== "");
  const zeros = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(zeros).fill("0"), ...groups(tail)];
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** An address or a network, of version 4 or 6. */
export const network = {
  type: textLike(
    /^[0-9A-Fa-f:.]+(?:\/\d{1,3})?$/,
    "an address or a network: `10.0.0.1`, `10.0.0.0/24`, `fd00::/8`",
  ),
  canonical: oneSpelling,
} as const;
