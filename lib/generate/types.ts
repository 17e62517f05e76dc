import type { Attribute, Attributes, Leaf } from "../schema/attribute.js";
import { valueTypeOf, wordsOf } from "../schema/inspect.js";
import type { ValueType } from "../schema/value-type.js";
import { isSecret } from "./is-secret.js";
import { camelName, pascalName } from "./names.js";
import { commentFor, type Tell } from "./comment.js";

/** The interfaces of attributes that an author writes: the object's own, and those of everything nested, inner ones first. */
export function interfacesFor(name: string, attributes: Attributes, tell: Tell): readonly string[] {
  const written = Object.entries(attributes).filter(([, { role }]) => role !== "computed");
  const inner = written.flatMap(([each, attribute]) => {
    if (attribute.kind === "leaf") return [];
    const own = name + pascalName(each);
    return [
      ...(attribute.kind === "slots" ? [slotType(own, attribute.slot)] : []),
      ...interfacesFor(own, attribute.attributes, tell),
    ];
  });
  const properties = written.map(([each, attribute]) => {
    const mark = attribute.role === "required" ? "" : "?";
    return `${commentFor(tell(attribute), "  ")}  readonly ${camelName(each)}${mark}: ${typeOf(name + pascalName(each), attribute)};`;
  });
  return [...inner, `export interface ${name} {\n${properties.join("\n")}\n}`];
}

function slotType(name: string, slots: Readonly<Record<string, number>>): string {
  const words = Object.entries(slots).flatMap(([prefix, highest]) =>
    Array.from({ length: highest + 1 }, (_, index) => `"${prefix}${index}"`),
  );
  return `export type ${name}Slot = ${words.join(" | ")};`;
}

function typeOf(name: string, attribute: Attribute): string {
  switch (attribute.kind) {
    case "leaf":
      return leafType(attribute);
    case "nested":
      return name;
    case "slots":
      return `{ readonly [slot in ${name}Slot]?: ${name} }`;
    case "entries":
      return `readonly ${name}[]`;
  }
}

function leafType(leaf: Leaf): string {
  if (isSecret(leaf)) return "string | Secret";
  return scalarText(valueTypeOf(leaf.type), wordsOf(leaf.type));
}

function scalarText(type: ValueType, words: readonly string[] | undefined): string {
  if (type === "string")
    return words === undefined ? "string" : words.map((word) => JSON.stringify(word)).join(" | ");
  if (type === "number") return "number";
  if (type === "bool") return "boolean | IResolvable";
  if ("map" in type) return `Readonly<Record<string, ${scalarText(type.map, words)}>>`;
  const element = "list" in type ? type.list : "set" in type ? type.set : "string";
  const text = scalarText(element, words);
  return `readonly ${text.includes(" ") ? `(${text})` : text}[]`;
}
