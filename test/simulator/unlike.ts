/** How rows of a measured table are compared with what a simulation does. */
export interface Comparison<Row> {
  readonly named: (row: Row) => string;
  /** What the table says, put like what can be seen. */
  readonly expectation: (row: Row) => object;
  readonly observation: (row: Row) => Promise<object>;
  /** What differs from the table, and why that is right. */
  readonly differences?: readonly (readonly [which: (row: Row) => boolean, reason: string])[];
}

/** The rows that come out in another way than measured, as one text. */
export async function unlike<Row>(
  rows: readonly Row[],
  { named, expectation, observation, differences = [] }: Comparison<Row>,
): Promise<string> {
  const misses: string[] = [];
  for (const row of rows) {
    const expected = JSON.stringify(expectation(row));
    const seen = JSON.stringify(await observation(row).catch(String));
    if (seen !== expected && !differences.some(([which]) => which(row)))
      misses.push(`${named(row)}\n   is ${seen}\n  was ${expected}`);
  }
  return misses.join("\n");
}
