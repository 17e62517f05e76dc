import type { Attribute, Attributes } from "../../../lib/schema/attribute.js";
import type { Value, ValueObject } from "../../../lib/value/value.js";
import { filled } from "./filled.js";
import { observe } from "./observe.js";

/** Attributes from a row of an answer, with something for each that the row lacks. */
export function filledRow(attributes: Attributes, row: Readonly<Record<string, unknown>>): ValueObject {
  const observed = observe(attributes, row);
  return Object.fromEntries(
    Object.entries(attributes)
      .filter((each): each is [string, Extract<Attribute, { kind: "leaf" }>] => each[1].kind === "leaf")
      .map(([name, leaf]): [string, Value] => [name, filled(leaf, observed[name])]),
  );
}
