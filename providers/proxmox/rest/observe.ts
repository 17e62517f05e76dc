import type { Attributes, Leaf } from "../../../lib/schema/attribute.js";
import { valueTypeOf } from "../../../lib/schema/inspect.js";
import type { Value, ValueObject } from "../../../lib/value/value.js";
import { partsOf } from "../form/property-string.js";
import { leavesOf } from "./leaves.js";

/** An object's attributes from what the API answers; null for what the answer lacks. */
export function observe(attributes: Attributes, row: Readonly<Record<string, unknown>>): ValueObject {
  const values: Record<string, Value> = {};
  for (const { leaf, path, parameter, property } of leavesOf(attributes)) {
    const raw = property === undefined ? row[parameter] : partsOf(row[parameter], "type")[property];
    assign(values, path.map(String), raw === undefined || raw === null ? null : decoded(leaf, raw));
  }
  return values;
}

function assign(into: Record<string, Value>, [name, ...rest]: readonly string[], value: Value): void {
  if (name === undefined) return;
  if (rest.length === 0) into[name] = value;
  else assign((into[name] ??= {}) as Record<string, Value>, rest, value);
}

function decoded(leaf: Leaf, raw: unknown): Value {
  const text = typeof raw === "string" ? raw : String(raw);
  if (leaf.decode !== undefined) return leaf.decode(text) as Value;
  const type = valueTypeOf(leaf.type);
  switch (type) {
    case "bool":
      return text === "1" || text === "true";
    case "number":
      return Number(text);
    case "string":
      return text;
    default:
      return text.split(/[,;\s]+/).filter((each) => each !== "");
  }
}
