/** PVE's size texts: the largest unit that leaves a whole number. */
export function sizeText(bytes: number): string {
  if (bytes === 0) return "0T";
  const units = ["", "K", "M", "G", "T"];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && size % 1024 === 0 && unit < 4) [size, unit] = [size / 1024, unit + 1];
  return `${size}${units[unit]}`;
}

export function sizeBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text);
  const power = ["", "K", "M", "G", "T"].indexOf(match?.[2] ?? "");
  return Math.round(Number(match?.[1] ?? 0) * 1024 ** power);
}
