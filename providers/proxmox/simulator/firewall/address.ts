import { addressOf } from "../address.js";

/** An address as the firewall's files keep it: a single host without its prefix. */
export function hostAddress(text: string): string {
  return text.replace(text.includes(":") ? /\/128$/ : /\/32$/, "");
}

/** A network as sets of addresses keep it: its first address, so that it is there once only. */
export function networkAddress(text: string): string {
  const plain = hostAddress(text);
  const [address = "", prefix] = plain.split("/");
  const { value, bits } = addressOf(address) ?? { value: 0n, bits: 32 };
  if (prefix === undefined) return plain;
  const host = BigInt(bits - Number(prefix));
  const first = (value >> host) << host;
  return first === value ? plain : `${textOf(first, bits)}/${prefix}`;
}

function textOf(value: bigint, width: number): string {
  if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) =>
    ((value >> shift) & 0xffffn).toString(16),
  );
  return groups.join(":").replace(/(?:^|:)0(?::0)+(?::|$)/, "::");
}
