/** An address as one number, with the length of its kind; undefined if it is none. */
export function addressOf(text: string): { readonly value: bigint; readonly bits: 32 | 128 } | undefined {
  if (!text.includes(":")) {
    const parts = text.split(".").map(Number);
    if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
    return { value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n), bits: 32 };
  }
  const [head = "", tail] = withoutQuads(text.toLowerCase()).split("::");
  const groups = (part: string | undefined) => (part === undefined || part === "" ? [] : part.split(":"));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [
    ...groups(head),
    ...Array<string>(tail === undefined ? 0 : Math.max(0, missing)).fill("0"),
    ...groups(tail),
  ];
  if (all.length !== 8 || all.some((group) => !/^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return { value: all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n), bits: 128 };
}

/** Whether an address is in a network such as `10.0.0.0/24`. */
export function isIn(address: string, network: string): boolean {
  const [base = "", length = ""] = network.split("/");
  const [one, other] = [addressOf(address), addressOf(base)];
  if (one === undefined || other === undefined || one.bits !== other.bits) return false;
  const shift = BigInt(one.bits - Number(length));
  return one.value >> shift === other.value >> shift;
}

/** `::ffff:10.0.0.1`: the last two groups may be written as an address of the older kind. */
function withoutQuads(text: string): string {
  return text.replace(/[\d.]+$/, (quads) => {
    const older = quads.includes(".") ? addressOf(quads) : undefined;
    if (older === undefined) return quads;
    return `${(older.value >> 16n).toString(16)}:${(older.value & 0xffffn).toString(16)}`;
  });
}
