import type { Attribute, Attributes, Leaf } from "../schema/attribute.js";
import { valueTypeOf } from "../schema/inspect.js";
import { commentFor, type Tell } from "./comment.js";
import { camelName, pascalName } from "./names.js";
import { takenNames } from "./taken-names.js";

/** The getters through which other constructs refer to a class's attributes. */
export function gettersFor(name: string, attributes: Attributes, tell: Tell): string {
  return Object.entries(attributes)
    .map(([each, attribute]) => {
      const { type, text } = reference(name, each, attribute);
      return `${commentFor(tell(attribute), "  ")}  get ${getterName(each)}(): ${type} {\n    return ${text};\n  }`;
    })
    .join("\n\n");
}

/** The classes of objects inside what is told, through which others refer to what lies in them; inner ones first. */
export function objectClassesFor(name: string, attributes: Attributes, tell: Tell): readonly string[] {
  return Object.entries(attributes).flatMap(([each, attribute]) => {
    if (attribute.kind === "leaf" || attribute.role !== "computed") return [];
    const own = name + pascalName(each);
    return [
      ...objectClassesFor(own, attribute.attributes, tell),
      `/** ${attribute.description} */\nexport class ${own} extends ComplexObject {\n${gettersFor(own, attribute.attributes, tell)}\n}`,
    ];
  });
}

interface Reference {
  readonly type: string;
  /** The expression that makes it. */
  readonly text: string;
}

function reference(name: string, attribute: string, definition: Attribute): Reference {
  if (definition.kind === "leaf") return leafReference(attribute, definition);
  const element = name + pascalName(attribute);
  if (definition.role !== "computed")
    return { type: "IResolvable", text: `this.interpolationForAttribute("${attribute}")` };
  switch (definition.kind) {
    case "nested":
      return { type: element, text: `new ${element}(this, "${attribute}", false)` };
    case "slots":
      return {
        type: `ObjectMap<${element}>`,
        text: `new ObjectMap(this, { attribute: "${attribute}", element: ${element} })`,
      };
    case "entries":
      return {
        type: `ObjectList<${element}>`,
        text: `new ObjectList(this, { attribute: "${attribute}", element: ${element}, isSet: ${definition.unordered === "set"} })`,
      };
  }
}

function leafReference(attribute: string, leaf: Leaf): Reference {
  const by = (method: string, type: string): Reference => ({ type, text: `this.${method}("${attribute}")` });
  const type = valueTypeOf(leaf.type);
  if (type === "string") return by("getStringAttribute", "string");
  if (type === "number") return by("getNumberAttribute", "number");
  if (type === "bool") return by("getBooleanAttribute", "IResolvable");
  if (!("list" in type) && !("set" in type)) return by("interpolationForAttribute", "IResolvable");
  const isSet = "set" in type;
  const element = isSet ? type.set : type.list;
  if (element === "string") return by("getListAttribute", "string[]");
  if (element === "number") return by("getNumberListAttribute", "number[]");
  const list = element === "bool" ? "BooleanList" : "StringListList";
  return { type: list, text: `new ${list}(this, "${attribute}", ${isSet})` };
}

/** Names that a construct has already get an ending, as in other generated bindings. */
function getterName(name: string): string {
  const camel = camelName(name);
  return takenNames.has(camel) ? `${camel}Attribute` : camel;
}
