const units: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** A size with its unit: `"20 GiB"`. */
export type Size = `${number} ${"KiB" | "MiB" | "GiB" | "TiB"}`;

/** Bytes of a size; undefined for a text that is none. */
export function bytesOf(size: Size): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?) (KiB|MiB|GiB|TiB)$/.exec(size) ?? [];
  const bytes = Number(number) * (units[unit ?? ""] ?? NaN);
  return bytes > 0 ? bytes : undefined;
}

/** A size in MiB, as PVE counts memory; undefined where it has no whole number of them. */
export function mebibytes(size: Size): number | undefined {
  const count = (bytesOf(size) ?? NaN) / 2 ** 20;
  return Number.isInteger(count) ? count : undefined;
}

/** A size as PVE writes it: `20G`. */
export function pveSize(size: Size): string {
  return size.replace(/ ([KMGT])iB$/, "$1");
}

/** What is wrong with a size that was given under a name. */
export function sizeProblems(name: string, size: Size | undefined): string[] {
  return size === undefined || bytesOf(size) !== undefined
    ? []
    : [`${name}: "${size}" is not a size: write a number and KiB, MiB, GiB or TiB, for example "20 GiB"`];
}

/** What is wrong with a size of memory that was given under a name. */
export function memoryProblems(name: string, size: Size | undefined): string[] {
  if (size === undefined) return [];
  const wrong = sizeProblems(name, size);
  return wrong.length > 0 || mebibytes(size) !== undefined
    ? wrong
    : [`${name}: "${size}" is no whole number of MiB, and Proxmox VE counts memory in them`];
}
