const usualBytesPerSecond = 500 * 2 ** 20;

/** How long bytes take to the other node; a limit is in KiB a second, 0 is none. */
export function transferMilliseconds(bytes: number, limit: string | undefined): number {
  const wanted = Number(limit ?? 0) * 1024;
  const speed = wanted > 0 ? Math.min(wanted, usualBytesPerSecond) : usualBytesPerSecond;
  return (bytes / speed) * 1000;
}
