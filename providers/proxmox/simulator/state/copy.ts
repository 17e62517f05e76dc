/** A copy that no change of the value reaches. */
export function copyOf<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, copied(each)]));
  if (value instanceof Set) return new Set(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copied(each)]));
}

/** Whether a value is still as its copy. It makes nothing, since all of a world is looked at after each write. */
export function isAsCopied(value: unknown, copy: unknown): boolean {
  if (Object.is(value, copy)) return true;
  if (typeof value !== "object" || typeof copy !== "object" || value === null || copy === null) return false;
  if (value instanceof Map) return copy instanceof Map && isMapAsCopied(value, copy);
  if (value instanceof Set) return copy instanceof Set && isSetAsCopied(value, copy);
  return isObjectAsCopied(value, copy);
}

function isMapAsCopied(value: ReadonlyMap<unknown, unknown>, copy: ReadonlyMap<unknown, unknown>): boolean {
  if (value.size !== copy.size) return false;
  for (const [key, each] of value) if (!copy.has(key) || !isAsCopied(each, copy.get(key))) return false;
  return true;
}

function isSetAsCopied(value: ReadonlySet<unknown>, copy: ReadonlySet<unknown>): boolean {
  if (value.size !== copy.size) return false;
  for (const each of value) if (!copy.has(each)) return false;
  return true;
}

function isObjectAsCopied(value: object, copy: object): boolean {
  let left = 0;
  for (const name in copy) if (Object.hasOwn(copy, name)) left++;
  for (const name in value) {
    left--;
    if (!Object.hasOwn(copy, name)) return false;
    if (!isAsCopied(value[name as keyof typeof value], copy[name as keyof typeof copy])) return false;
  }
  return left === 0;
}
