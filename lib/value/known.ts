import { isList, isObject, isUnknown, type Value, type ValueObject } from "./value.js";

/**
 * The same object with null where something is unknown: what a verb is given to decide about. Of a list of scalars
 * that is known in parts nothing is left, since nobody can say what it means.
 */
export function nullForUnknown(values: ValueObject): ValueObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, withoutUnknown(value)]));
}

function withoutUnknown(value: Value): Value {
  if (isUnknown(value)) return null;
  if (isList(value)) return value.some(isUnknown) ? null : value.map(withoutUnknown);
  return isObject(value) ? nullForUnknown(value) : value;
}
