import { isObject, type Value, type ValueObject } from "../../../../../lib/value/value.js";

/** The slots of a map that are known; none of what is no map. */
export function objectsIn(value: Value | undefined): Readonly<Record<string, ValueObject>> {
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, ValueObject] => isObject(entry[1])),
      )
    : {};
}
