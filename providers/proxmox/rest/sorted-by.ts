/** Rows in the order of one of their keys, as text: the API's own order may change from one answer to the next. */
export function sortedBy<T extends Readonly<Record<string, unknown>>>(
  key: string,
  rows: readonly T[],
): readonly T[] {
  const nameOf = (row: Readonly<Record<string, unknown>>) => String(row[key]);
  return [...rows].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
}
