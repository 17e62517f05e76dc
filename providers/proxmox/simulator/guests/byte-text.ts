/** Bytes as people read them: `2.5 GiB`. */
export function byteText(bytes: number, decimals = 1): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${size.toFixed(decimals)} ${units[unit]}`;
}
