/** A time as file names have it: `2026_11_23-01_37_07`. */
export function timeInName(milliseconds: number): string {
  return timeInLog(milliseconds).replace(/[-:]/g, "_").replace(" ", "-");
}

/** A time as logs have it: `2026-11-23 01:37:07`. */
export function timeInLog(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
}

/** How long something took: `01:02:03`. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}
