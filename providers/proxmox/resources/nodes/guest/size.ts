const units: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** The bytes of a size as PVE writes it: `20G`, `528K`, `1.5T`, or a plain number of bytes. */
export function bytesOf(size: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(size) ?? [];
  return Math.round(Number(number) * (units[unit ?? ""] ?? 1));
}

/** Bytes for a person: `20 GiB`. */
export function sizeText(bytes: number): string {
  const [name, unit] =
    Object.entries(units)
      .reverse()
      .find(([, each]) => bytes >= each) ?? [];
  if (name === undefined || unit === undefined) return `${bytes} bytes`;
  return `${Number((bytes / unit).toFixed(2))} ${name}iB`;
}
