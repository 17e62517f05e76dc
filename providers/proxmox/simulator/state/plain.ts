/** What JSON has no notation for, told by a name that no value of the world has. */
const mapMark = "%map";
const setMark = "%set";

/** A value as JSON can write it: maps and sets are marked as such. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Map) return { [mapMark]: [...value].map(toPlain) };
  if (value instanceof Set) return { [setMark]: [...value].map(toPlain) };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toPlain(each)]));
}

/** The value that was made plain. */
export function fromPlain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const marked = value as { readonly [mapMark]?: [unknown, unknown][]; readonly [setMark]?: unknown[] };
  if (marked[mapMark] !== undefined) return new Map(fromPlain(marked[mapMark]) as [unknown, unknown][]);
  if (marked[setMark] !== undefined) return new Set(fromPlain(marked[setMark]) as unknown[]);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fromPlain(each)]));
}
