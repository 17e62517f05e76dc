import { asFlag, asNumber, asText } from "../expression/convert.js";
import { ExpressionError } from "../expression/syntax.js";
import type { Attribute, Attributes } from "../schema/attribute.js";
import { valueTypeOf } from "../schema/inspect.js";
import { named } from "../schema/named.js";
import type { ValueType } from "../schema/value-type.js";
import { equal } from "../value/equal.js";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "../value/value.js";

/**
 * Brings evaluated code into the shape of the attributes, as Terraform's core does: every attribute by name, scalars of
 * the declared type, one block as a list of one. What does not fit stays as it is, for validation to complain about.
 */
export function shapeObject(attributes: Attributes, values: ValueObject): ValueObject {
  const shaped: Record<string, Value> = {};
  for (const [name, attribute] of named(attributes)) {
    const value = values[name] ?? null;
    shaped[name] = value === null ? null : shape(attribute, value);
  }
  for (const [name, value] of Object.entries(values)) if (!(name in attributes)) shaped[name] = value;
  return shaped;
}

function shape(attribute: Attribute, value: Value): Value {
  if (value === null || isUnknown(value)) return value;
  switch (attribute.kind) {
    case "leaf":
      return converted(valueTypeOf(attribute.type), value);
    case "nested": {
      const only = isList(value) && value.length === 1 ? (value[0] as Value) : value;
      return isObject(only) ? shapeObject(attribute.attributes, only) : only;
    }
    case "slots":
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([slot, element]) => [
              slot,
              isObject(element) ? shapeObject(attribute.attributes, element) : element,
            ]),
          )
        : value;
    case "entries": {
      const list = isObject(value) ? [value] : value;
      return isList(list)
        ? list.map((entry) => (isObject(entry) ? shapeObject(attribute.attributes, entry) : entry))
        : list;
    }
  }
}

function converted(type: ValueType, value: Value): Value {
  if (value === null || isUnknown(value)) return value;
  try {
    if (type === "string") return asText(value);
    if (type === "number") return asNumber(value);
    if (type === "bool") return asFlag(value);
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return value;
    throw thrown;
  }
  if (typeof type === "string") return value;
  if ("map" in type)
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, converted(type.map, each)]))
      : value;
  if (!isList(value)) return value;
  if ("list" in type) return value.map((each) => converted(type.list, each));
  if (!("set" in type)) return value;
  const elements = value.map((each) => converted(type.set, each));
  return elements.filter((each, index) => elements.findIndex((other) => equal(other, each)) === index);
}
