import { isIP } from "node:net";

/** An address as a number, and how many bits it has; undefined for what is none. */
export function ipNumber(address: string): { readonly number: bigint; readonly bits: 32 | 128 } | undefined {
  const version = isIP(address);
  if (version === 0 || address.includes("%")) return undefined;
  const bits = version === 4 ? 32 : 128;
  const parts = version === 4 ? address.split(".").map(BigInt) : groupsOf(address);
  const width = BigInt(bits / parts.length);
  return { number: parts.reduce((sum, part) => (sum << width) | part, 0n), bits };
}

function groupsOf(address: string): readonly bigint[] {
  // A URL's host has no address of version 4 in it any more.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (part = "") => part.split(":").filter((group) => group !== "");
  const zeros = 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array<string>(zeros).fill("0"), ...groups(tail)].map((group) =>
    BigInt(`0x${group}`),
  );
}
