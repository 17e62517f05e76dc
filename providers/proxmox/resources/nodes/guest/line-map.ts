import type { Attributes, EffectOf, SlotNames, Slots } from "../../../../../lib/schema/attribute.js";
import { slots } from "../../../../../lib/schema/structures.js";
import type { LineNotation } from "./line.js";

/** A kind of device that a guest has in numbered keys (`usb0`), each a line. */
export interface LineMap<A extends Attributes = Attributes> {
  readonly notation: LineNotation;
  readonly attribute: Slots<A, "managed">;
}

export type LineMaps = Readonly<Record<string, LineMap>>;

interface LineKind {
  readonly slot: SlotNames;
  readonly notation: LineNotation;
  /** What plugging or unplugging one costs. */
  readonly effect: EffectOf;
}

export function lineMap<A extends Attributes>(
  { slot, notation, effect }: LineKind,
  description: string,
  attributes: A,
): LineMap<A> {
  return { notation, attribute: slots("managed", description, { slot, attributes, effect }) };
}
