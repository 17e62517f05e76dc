/** Some that have something in common: at least one. */
export type Group<T> = readonly [T, ...T[]];

/** Items by what they have in common, in the order of the first of each. */
export function grouped<T, K>(items: readonly T[], by: (item: T) => K): ReadonlyMap<K, Group<T>> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const key = by(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
