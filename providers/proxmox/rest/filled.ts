import { valueTypeOf } from "../../../lib/schema/inspect.js";
import type { Leaf } from "../../../lib/schema/attribute.js";
import type { Value } from "../../../lib/value/value.js";

/** What stands for what PVE does not tell: empty text, 0, false, an empty list. Code that goes over lists relies on it. */
export function filled(leaf: Leaf, value: Value | undefined): Value {
  if (value !== null && value !== undefined) return value;
  const type = valueTypeOf(leaf.type);
  switch (type) {
    case "string":
      return "";
    case "number":
      return 0;
    case "bool":
      return false;
    default:
      return "map" in type ? {} : [];
  }
}
