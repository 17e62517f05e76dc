import { warning, type Diagnostic } from "../diagnostic/diagnostic.js";
import { pathText, type Path } from "../value/path.js";
import { isList, isObject, type Value, type ValueObject } from "../value/value.js";
import type { Attribute, Attributes } from "./attribute.js";
import { named } from "./named.js";

/** What a configuration gives that is deprecated, with a word on what to do instead. Terraform itself says nothing of it. */
export function deprecations(
  attributes: Attributes,
  values: ValueObject,
  path: Path = [],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [name, attribute] of named(attributes)) {
    const value = values[name] ?? null;
    if (value !== null) found.push(...within(attribute, value, [...path, name]));
  }
  return found;
}

function within(attribute: Attribute, value: Value, path: Path): readonly Diagnostic[] {
  switch (attribute.kind) {
    case "leaf":
      return told(attribute.deprecated, path);
    case "nested":
      return isObject(value) ? deprecations(attribute.attributes, value, path) : [];
    case "slots":
      return isObject(value)
        ? Object.entries(value).flatMap(([slot, each]) =>
            isObject(each) ? deprecations(attribute.attributes, each, [...path, slot]) : [],
          )
        : [];
    case "entries":
      if (!isList(value)) return told(attribute.deprecated, path);
      return [
        ...(value.length === 0 ? [] : told(attribute.deprecated, path)),
        ...value.flatMap((each, index) =>
          isObject(each) ? deprecations(attribute.attributes, each, [...path, index]) : [],
        ),
      ];
  }
}

function told(deprecated: string | undefined, path: Path): readonly Diagnostic[] {
  return deprecated === undefined
    ? []
    : [warning(`${pathText(path)} is deprecated`, { path, detail: deprecated })];
}
