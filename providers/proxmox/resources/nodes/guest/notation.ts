import type { Leaf } from "../../../../../lib/schema/attribute.js";
import { valueTypeOf } from "../../../../../lib/schema/inspect.js";
import type { Value } from "../../../../../lib/value/value.js";

/** An attribute's value as PVE's configuration holds it. */
export function stored(leaf: Leaf, value: Value): string {
  const encoded = leaf.encode === undefined ? value : leaf.encode(value);
  if (typeof encoded === "boolean") return encoded ? "1" : "0";
  if (typeof encoded === "string" || typeof encoded === "number") return String(encoded);
  throw new Error(`no notation for ${JSON.stringify(value)}`);
}

/** Reads what PVE's configuration holds for an attribute. */
export function meant(leaf: Leaf, text: string): Value {
  if (leaf.decode !== undefined) return leaf.decode(text) as Value;
  const type = valueTypeOf(leaf.type);
  if (type === "bool") return /^(1|on|yes|true)$/i.test(text);
  return type === "number" ? Number(text) : text;
}
