import type { z } from "zod";

import { error, hasErrors, type Diagnostic } from "../diagnostic/diagnostic.js";
import { pathText, type Path } from "../value/path.js";
import {
  containsUnknown,
  isList,
  isObject,
  isUnknown,
  type Value,
  type ValueObject,
} from "../value/value.js";
import type { Attribute, Attributes, Leaf } from "./attribute.js";
import { closest } from "./closest.js";
import { deprecations } from "./deprecations.js";
import { named } from "./named.js";
import type { Resource, Rules } from "./resource.js";
import { isSlot, slotNamesText } from "./slot-names.js";

/** Everything to be said of a configuration, at once and without a request: all that is wrong, and what is deprecated. Unknown values pass. */
export function validate(
  resource: Pick<Resource, "attributes"> & { readonly rules?: Pick<Rules<Attributes>, "check"> },
  configuration: ValueObject,
): readonly Diagnostic[] {
  const found = checkObject(resource.attributes, configuration, []);
  const old = deprecations(resource.attributes, configuration);
  return hasErrors(found)
    ? [...found, ...old]
    : [...found, ...old, ...(resource.rules?.check?.(configuration) ?? [])];
}

/** The same for a bare set of attributes, such as a provider's configuration. */
export function validateAttributes(
  attributes: Attributes,
  configuration: ValueObject,
): readonly Diagnostic[] {
  return checkObject(attributes, configuration, []);
}

function checkObject(attributes: Attributes, values: ValueObject, path: Path): readonly Diagnostic[] {
  const found = Object.keys(values)
    .filter((name) => !(name in attributes))
    .map((name) => noSuchAttribute(attributes, [...path, name]));
  for (const [name, attribute] of named(attributes)) {
    const value = values[name] ?? null;
    const place = [...path, name];
    if (value !== null) found.push(...checkAttribute(attribute, value, place));
    else if (isIndispensable(attribute)) found.push(missing(attribute, place));
    if (value !== null && attribute.kind === "leaf") found.push(...checkRequired(attribute, values, place));
  }
  return found;
}

function isIndispensable(attribute: Attribute): boolean {
  return attribute.role === "required" || (attribute.kind === "leaf" && attribute.essential === true);
}

function checkRequired({ requires }: Leaf, siblings: ValueObject, path: Path): readonly Diagnostic[] {
  if (requires === undefined || (siblings[requires] ?? null) !== null) return [];
  const needed = pathText([...path.slice(0, -1), requires]);
  return [
    error(`${pathText(path)} needs ${needed}`, {
      path,
      detail: `One is nothing without the other. Set ${needed}, or take ${pathText(path)} out.`,
    }),
  ];
}

function noSuchAttribute(attributes: Attributes, path: Path): Diagnostic {
  const name = String(path.at(-1));
  const meant = closest(name, Object.keys(attributes));
  return error(`there is no attribute "${pathText(path)}"`, {
    path,
    detail: `${meant === undefined ? "" : `Did you mean "${meant}"? `}Attributes here: ${Object.keys(attributes).join(", ")}.`,
  });
}

function checkAttribute(attribute: Attribute, value: Value, path: Path): readonly Diagnostic[] {
  if (isUnknown(value)) return [];
  if (value === null) return [];
  if (attribute.role === "computed") return [notSettable(path)];
  switch (attribute.kind) {
    case "leaf":
      return checkLeaf(attribute, value, path);
    case "nested":
      return isObject(value)
        ? checkObject(attribute.attributes, value, path)
        : [wrongShape(path, value, "an object")];
    case "slots":
      if (!isObject(value))
        return [wrongShape(path, value, `a map keyed by slot (${slotNamesText(attribute.slot)})`)];
      return Object.entries(value).flatMap(([slot, element]) => {
        const place = [...path, slot];
        if (!isSlot(attribute.slot, slot))
          return [
            error(`${pathText(place)}: there is no slot "${slot}"`, {
              path: place,
              detail: `Slots are ${slotNamesText(attribute.slot)}.`,
            }),
          ];
        if (isUnknown(element)) return [];
        return isObject(element)
          ? checkObject(attribute.attributes, element, place)
          : [wrongShape(place, element, "an object")];
      });
    case "entries":
      if (!isList(value)) return [wrongShape(path, value, "a list of objects")];
      return value.flatMap((entry, index) => {
        const place = [...path, index];
        if (isUnknown(entry)) return [];
        return isObject(entry)
          ? checkObject(attribute.attributes, entry, place)
          : [wrongShape(place, entry, "an object")];
      });
  }
}

function checkLeaf(leaf: Leaf, value: Value, path: Path): readonly Diagnostic[] {
  if (containsUnknown(value)) return [];
  const result = leaf.type.safeParse(value);
  if (result.success) return [];
  const isSecret = leaf.sensitive === true || leaf.writeOnly !== undefined;
  return result.error.issues.map((issue) => {
    const place = [...path, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
    return error(`${pathText(place)}: ${allowedText(issue)}`, {
      path: place,
      detail: `Given: ${isSecret ? "a secret value" : JSON.stringify(value)}. ${leaf.description}`,
    });
  });
}

function allowedText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map((each) => JSON.stringify(each)).join(", ")}`;
    case "too_small":
      return issue.origin === "number"
        ? `must be at least ${issue.minimum}`
        : `is too short: at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "number"
        ? `must be at most ${issue.maximum}`
        : `is too long: at most ${issue.maximum}`;
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return issue.message;
  }
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    int: "a whole number",
    number: "a number",
    boolean: "true or false",
    string: "text",
    array: "a list",
    record: "a map",
  };
  return words[type] ?? type;
}

function missing(attribute: Attribute, path: Path): Diagnostic {
  return error(`${pathText(path)} is missing`, {
    path,
    detail: `It must be given: ${attribute.description}`,
  });
}

function notSettable(path: Path): Diagnostic {
  return error(`${pathText(path)} can't be set`, {
    path,
    detail: "The object decides its value. Remove it from the code, and refer to it where you need it.",
  });
}

function wrongShape(path: Path, value: Value, allowed: string): Diagnostic {
  return error(`${pathText(path)}: must be ${allowed}`, { path, detail: `Given: ${kindOf(value)}.` });
}

/** Told instead of the value, which may hold secrets. */
function kindOf(value: Value): string {
  return isList(value) ? "a list" : isObject(value) ? "an object" : `a ${typeof value}`;
}
