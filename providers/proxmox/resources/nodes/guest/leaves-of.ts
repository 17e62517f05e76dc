import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { named } from "../../../../../lib/schema/named.js";
import type { Value, ValueObject } from "../../../../../lib/value/value.js";
import type { Parts } from "../../../form/property-string.js";
import { meant } from "./notation.js";

/** What the keys of a configuration, or the parts of a line, say of attributes; null for what isn't there. */
export function leavesOf(leaves: Attributes, parts: Parts): ValueObject {
  const values: Record<string, Value> = {};
  for (const [name, leaf] of named(leaves)) {
    if (leaf.kind !== "leaf") continue;
    const text = parts[leaf.key ?? name];
    values[name] = text === undefined ? null : meant(leaf, text);
  }
  return values;
}
