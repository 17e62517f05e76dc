import { asSet } from "../value/as-set.js";
import { isList, isObject, type Value } from "../value/value.js";
import type { ValueType } from "./value-type.js";

/** JSON in the shape of a type: what is missing is null, what is unknown to the type is dropped. */
export function valueOfType(json: Value | undefined, type: ValueType): Value {
  if (json === null || json === undefined) return null;
  if (typeof type === "string") return type === "number" && typeof json === "string" ? Number(json) : json;
  if ("object" in type) {
    const values = isObject(json) ? json : {};
    return Object.fromEntries(
      Object.entries(type.object).map(([name, each]) => [name, valueOfType(values[name], each)]),
    );
  }
  if ("map" in type)
    return isObject(json)
      ? Object.fromEntries(Object.entries(json).map(([key, each]) => [key, valueOfType(each, type.map)]))
      : null;
  if (!isList(json)) return null;
  if ("list" in type) return json.map((each) => valueOfType(each, type.list));
  return asSet(json.map((each) => valueOfType(each, type.set)));
}
