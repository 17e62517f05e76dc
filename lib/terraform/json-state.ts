import type { ValueType } from "../schema/value-type.js";
import { isObject, type Value } from "../value/value.js";

/** A value from a stored state's JSON, in the shape of its type: what is missing is null, what is unknown to the type is dropped. */
export function valueFromJson(json: Value | undefined, type: ValueType): Value {
  if (json === null || json === undefined) return null;
  if (typeof type === "string") return type === "number" && typeof json === "string" ? Number(json) : json;
  if ("object" in type) {
    const values = isObject(json) ? json : {};
    return Object.fromEntries(
      Object.entries(type.object).map(([name, each]) => [name, valueFromJson(values[name], each)]),
    );
  }
  if ("map" in type)
    return isObject(json)
      ? Object.fromEntries(Object.entries(json).map(([key, each]) => [key, valueFromJson(each, type.map)]))
      : null;
  const element = "list" in type ? type.list : type.set;
  return Array.isArray(json) ? json.map((each: Value) => valueFromJson(each, element)) : null;
}
