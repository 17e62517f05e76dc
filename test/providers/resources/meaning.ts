import type { Attributes } from "../../../lib/schema/attribute.js";
import { meansAbsent } from "../../../lib/schema/canonical.js";
import { isObject, type Value, type ValueObject } from "../../../lib/value/value.js";

/** A wish without what says nothing: nulls, values that mean the same as none, and objects that hold nothing else. */
export function meaning(attributes: Attributes, values: ValueObject): ValueObject {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]): readonly [string, Value][] => {
      const value = values[name] ?? null;
      switch (attribute.kind) {
        case "leaf":
          return meansAbsent(attribute, value) ? [] : [[name, value]];
        case "nested": {
          const inner = isObject(value) ? meaning(attribute.attributes, value) : {};
          return Object.keys(inner).length === 0 ? [] : [[name, inner]];
        }
        case "slots": {
          const slots = Object.entries(isObject(value) ? value : {}).map(
            ([slot, element]) =>
              [slot, isObject(element) ? meaning(attribute.attributes, element) : element] as const,
          );
          return slots.length === 0 ? [] : [[name, Object.fromEntries(slots)]];
        }
        case "entries":
          return value === null ? [] : [[name, value]];
      }
    }),
  );
}
