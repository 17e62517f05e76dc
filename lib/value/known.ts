import { isObject, isUnknown, type Value, type ValueObject } from "./value.js";

/** The same object with null where something is unknown: what a verb is given to decide about. */
export function nullForUnknown(values: ValueObject): ValueObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, withoutUnknown(value)]));
}

function withoutUnknown(value: Value): Value {
  if (isUnknown(value)) return null;
  if (Array.isArray(value)) return value.map((element: Value) => withoutUnknown(element));
  return isObject(value) ? nullForUnknown(value) : value;
}
