import type { Attribute, Attributes } from "./attribute.js";
import { valueTypeOf } from "./inspect.js";
import type { ValueType } from "./value-type.js";

/** The Terraform type of an object with these attributes. */
export function objectType(attributes: Attributes): ValueType {
  return {
    object: Object.fromEntries(
      Object.entries(attributes).map(([name, attribute]) => [name, attributeType(attribute)]),
    ),
  };
}

/** The Terraform type of an attribute. */
export function attributeType(attribute: Attribute): ValueType {
  switch (attribute.kind) {
    case "leaf":
      return valueTypeOf(attribute.type);
    case "nested":
      return objectType(attribute.attributes);
    case "slots":
      return { map: objectType(attribute.attributes) };
    case "entries":
      return attribute.unordered === "set"
        ? { set: objectType(attribute.attributes) }
        : { list: objectType(attribute.attributes) };
  }
}
