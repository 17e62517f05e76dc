/** An address as the firewall's files keep it: a single host without its prefix. */
export function hostAddress(text: string): string {
  return text.replace(text.includes(":") ? /\/128$/ : /\/32$/, "");
}

/** A network as sets of addresses keep it: its first address, so that it is there once only. */
export function networkAddress(text: string): string {
  const plain = hostAddress(text);
  const [address = "", bits] = plain.split("/");
  if (bits === undefined) return plain;
  const width = address.includes(":") ? 128 : 32;
  const host = BigInt(width - Number(bits));
  const value = numberOf(address);
  const first = (value >> host) << host;
  return first === value ? plain : `${textOf(first, width)}/${bits}`;
}

function numberOf(address: string): bigint {
  const parts = address.includes(":") ? groupsOf(address) : address.split(".").map(Number);
  const bits = address.includes(":") ? 16n : 8n;
  return parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
}

function groupsOf(address: string): readonly number[] {
  const [head = "", tail] = address.split("::");
  const numbers = (text: string) => (text === "" ? [] : text.split(":").map((part) => parseInt(part, 16)));
  const left = numbers(head);
  const right = tail === undefined ? [] : numbers(tail);
  return [...left, ...Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}

function textOf(value: bigint, width: number): string {
  if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) =>
    ((value >> shift) & 0xffffn).toString(16),
  );
  return groups.join(":").replace(/(?:^|:)0(?::0)+(?::|$)/, "::");
}
