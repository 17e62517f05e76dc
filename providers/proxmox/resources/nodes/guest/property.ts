import type { Attributes, Nested } from "../../../../../lib/schema/attribute.js";
import { nested } from "../../../../../lib/schema/structures.js";
import { named, type LineNotation } from "./line.js";

/** A key of PVE's configuration that holds a property string, and the object that stands for it. */
export interface Property<A extends Attributes = Attributes> {
  readonly key: string;
  readonly notation: LineNotation;
  readonly attribute: Nested<A, "managed">;
}

export type Properties = Readonly<Record<string, Property>>;

/** A property string under a key; every part is written with its name if no other notation is given. */
export function property<A extends Attributes>(
  { key, notation = named }: { readonly key: string; readonly notation?: LineNotation },
  description: string,
  attributes: A,
): Property<A> {
  return { key, notation, attribute: nested("managed", description, { attributes }) };
}
