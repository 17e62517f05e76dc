const usualBytesPerSecond = 500 * 2 ** 20;

/** What is carried from one place to another, in bytes. */
export interface Transfer {
  /** As large as it is for who uses it. */
  readonly total: number;
  /** What there is of it: all that takes time where nothing slows it down. */
  readonly filled: number;
}

/** How long a transfer takes in milliseconds; a limit is in KiB a second, 0 is none, and then every byte counts. */
export function transferMilliseconds(
  { total, filled }: Transfer,
  limit: string | number | undefined,
): number {
  const speed = Number(limit ?? 0) * 1024;
  return 1000 * (speed > 0 ? total / speed : filled / usualBytesPerSecond);
}
