import type { Attribute, Attributes } from "../../lib/schema/attribute.js";
import { attributeType } from "../../lib/schema/object-type.js";
import type { ValueType } from "../../lib/schema/value-type.js";

/** Attributes by path, each with its type and what Terraform calls it: `"set of string optional computed"`, `"list block"`. */
export type Flat = Readonly<Record<string, string>>;

/** All attributes of a definition, those inside of others too. */
export function flatAttributes(attributes: Attributes, before = ""): Flat {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]): (readonly [string, string])[] => {
      const path = `${before}${name}`;
      const own = [path, `${shapeOf(attribute)} ${flagsOf(attribute)}`] as const;
      return attribute.kind === "leaf"
        ? [own]
        : [own, ...Object.entries(flatAttributes(attribute.attributes, `${path}.`))];
    }),
  );
}

/** The paths where two differ, and how. */
export function flatDifferences(
  there: Flat,
  here: Flat,
): readonly (readonly [path: string, there: string | undefined, here: string | undefined])[] {
  return [...new Set([...Object.keys(there), ...Object.keys(here)])]
    .filter((path) => there[path] !== here[path])
    .map((path) => [path, there[path], here[path]]);
}

function shapeOf(attribute: Attribute): string {
  if (attribute.kind === "leaf") return typeText(attributeType(attribute));
  if (attribute.kind === "nested") return "single";
  if (attribute.kind === "slots") return "map";
  return attribute.unordered === "set" ? "set" : "list";
}

function flagsOf(attribute: Attribute): string {
  if ((attribute.kind === "entries" || attribute.kind === "nested") && attribute.block === true)
    return "block";
  switch (attribute.role) {
    case "required":
    case "computed":
      return attribute.role;
    case "optional":
      return attribute.kind === "leaf" && attribute.default !== undefined ? "optional computed" : "optional";
    case "managed":
    case "assigned":
      return "optional computed";
  }
}

function typeText(type: ValueType): string {
  if (typeof type === "string") return type;
  const [[kind, element]] = Object.entries(type) as [[string, ValueType]];
  return `${kind} of ${typeText(element)}`;
}
