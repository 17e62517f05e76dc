import { isWithin, type Path } from "../value/path.js";
import { isList, isObject, type Value } from "../value/value.js";

/** A value, and where in it sensitive things lie; the empty path stands for the whole. */
export interface Marked {
  readonly value: Value;
  readonly sensitive: readonly Path[];
}

export function plain(value: Value): Marked {
  return { value, sensitive: [] };
}

/** A value that is sensitive as a whole if any of its sources is anywhere. */
export function derived(value: Value, sources: readonly Marked[]): Marked {
  return { value, sensitive: sources.some(isMarked) ? [[]] : [] };
}

export function isMarked({ sensitive }: Marked): boolean {
  return sensitive.length > 0;
}

/** The marks of what lies one step further in. */
export function marksAt(sensitive: readonly Path[], step: string | number): readonly Path[] {
  return sensitive.filter((path) => path.length === 0 || path[0] === step).map((path) => path.slice(1));
}

/** The marks of an element, as they are seen from the whole. */
export function marksWithin(sensitive: readonly Path[], step: string | number): readonly Path[] {
  return sensitive.map((path) => [step, ...path]);
}

/** The marks without those that lie inside another. */
export function outermost(sensitive: readonly Path[]): readonly Path[] {
  return sensitive.filter(
    (path, index) =>
      !sensitive.some(
        (other, place) =>
          place !== index && isWithin(path, other) && (other.length < path.length || place < index),
      ),
  );
}

/** The value with something else in the place of what is sensitive. */
export function replaceMarked(
  value: Value,
  sensitive: readonly Path[],
  mask: (secret: Value) => Value,
): Value {
  if (sensitive.length === 0) return value;
  if (sensitive.some((path) => path.length === 0)) return value === null ? null : mask(value);
  if (isList(value))
    return value.map((element, index) => replaceMarked(element, marksAt(sensitive, index), mask));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, replaceMarked(each, marksAt(sensitive, name), mask)]),
  );
}
