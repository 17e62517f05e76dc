import type { Attributes, Nested } from "../../../../../lib/schema/attribute.js";
import { nested } from "../../../../../lib/schema/structures.js";

/** A key of PVE's configuration that holds a property string, and the object that stands for it. */
export interface Property<A extends Attributes = Attributes> {
  readonly key: string;
  /** Undefined where every part is written with its name. */
  readonly main: MainPart | undefined;
  readonly attribute: Nested<A, "managed">;
}

export interface MainPart {
  /** The part that PVE writes without a name. */
  readonly name: string;
  /** What must stand there where other parts do, if nobody says anything else. */
  readonly otherwise?: string;
}

export function property<A extends Attributes>(
  place: { readonly key: string; readonly main?: MainPart },
  description: string,
  attributes: A,
): Property<A> {
  return { key: place.key, main: place.main, attribute: nested("managed", description, { attributes }) };
}
