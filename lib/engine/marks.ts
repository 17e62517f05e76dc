import { outermost, sensitiveAt, type Mark } from "../expression/marked.js";
import type { Attribute, Attributes } from "../schema/attribute.js";
import { valueTypeOf } from "../schema/inspect.js";
import { named } from "../schema/named.js";
import type { Path } from "../value/path.js";
import { isList, isObject, type Value, type ValueObject } from "../value/value.js";

/** Where secrets lie: what the definition says, and what the code's secrets reached. */
export function marksOf(
  attributes: Attributes,
  values: ValueObject,
  fromCode: readonly Mark[] = [],
): readonly Mark[] {
  return outermost([...bySchema(attributes, values, []).map(sensitiveAt), ...fromCode]);
}

function bySchema(attributes: Attributes, values: ValueObject, path: Path): readonly Path[] {
  const found: Path[] = [];
  for (const [name, attribute] of named(attributes)) {
    const value = values[name] ?? null;
    const isSecret = attribute.kind === "leaf" && attribute.sensitive === true;
    if (isSecret || (value !== null && attribute.kind !== "leaf"))
      found.push(...within(attribute, value, [...path, name]));
  }
  return found;
}

function within(attribute: Attribute, value: Value, path: Path): readonly Path[] {
  switch (attribute.kind) {
    case "leaf":
      return attribute.sensitive === true ? [path] : [];
    case "nested":
      return isObject(value) ? bySchema(attribute.attributes, value, path) : [];
    case "slots":
      return isObject(value)
        ? Object.entries(value).flatMap(([slot, element]) =>
            isObject(element) ? bySchema(attribute.attributes, element, [...path, slot]) : [],
          )
        : [];
    case "entries":
      return isList(value)
        ? value.flatMap((entry, index) =>
            isObject(entry) ? bySchema(attribute.attributes, entry, [...path, index]) : [],
          )
        : [];
  }
}

/** True where a path leads to a map, whose elements the state names by index and not as attributes. */
export function isMapAt(attributes: Attributes, path: Path): boolean {
  const [name, ...rest] = path;
  const attribute = name === undefined ? undefined : attributes[name];
  if (attribute === undefined) return false;
  switch (attribute.kind) {
    case "leaf": {
      const type = valueTypeOf(attribute.type);
      return rest.length === 0 && typeof type !== "string" && "map" in type;
    }
    case "nested":
      return isMapAt(attribute.attributes, rest);
    case "slots":
      return rest.length === 0 || isMapAt(attribute.attributes, rest.slice(1));
    case "entries":
      return isMapAt(attribute.attributes, rest.slice(1));
  }
}
