import type { Attribute, Attributes } from "./attribute.js";

const lists = new WeakMap<Attributes, readonly (readonly [string, Attribute])[]>();

/** Attributes with their names, in their order. The list is kept: each look at each object goes through it. */
export function named(attributes: Attributes): readonly (readonly [string, Attribute])[] {
  const known = lists.get(attributes);
  if (known !== undefined) return known;
  const list = Object.entries(attributes);
  lists.set(attributes, list);
  return list;
}
