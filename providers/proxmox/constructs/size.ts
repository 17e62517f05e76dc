const units: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** A size with its unit: `"20 GiB"`. */
export type Size = `${number} ${"KiB" | "MiB" | "GiB" | "TiB"}`;

/** Bytes of a size. Throws for a text that is none. */
export function bytesOf(size: Size): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) (KiB|MiB|GiB|TiB)$/.exec(size) ?? [];
  const factor = units[unit ?? ""];
  if (number === undefined || factor === undefined)
    throw new Error(`"${size}" is not a size: write a number and KiB, MiB, GiB or TiB, for example "20 GiB"`);
  return Number(number) * factor;
}

/** A size in MiB, as PVE counts memory. */
export function mebibytes(size: Size): number {
  const count = bytesOf(size) / 2 ** 20;
  if (!Number.isInteger(count)) throw new Error(`"${size}" is not a whole number of MiB`);
  return count;
}

/** A size as PVE writes it: `20G`. */
export function pveSize(size: Size): string {
  return size.replace(/ ([KMGT])iB$/, "$1");
}
