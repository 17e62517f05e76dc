/** One measured ratio: what against what, and how much is allowed. */
export interface Figure {
  readonly name: string;
  /** What it is a ratio of, with the measured medians. */
  readonly against: string;
  readonly value: number;
  readonly bound: number;
  readonly unit: "x" | "requests" | "MB" | "ms";
}

export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
