import type { Expression } from "../../expression/syntax.js";
import { referenceOf, type Reference, type Target } from "../../expression/target.js";
import type { Attributes } from "../../schema/attribute.js";
import { attributeType } from "../../schema/object-type.js";
import { typeJson } from "../../schema/type-json.js";
import { isList, isObject, type Value } from "../../value/value.js";

type BlockTarget = Extract<Target, { readonly type: string }>;

/**
 * The type of an output as the state keeps it. An attribute that is passed on has the type of its definition; what is
 * put together in the code has the type of its value, as in Terraform.
 */
export function outputType(
  expression: Expression,
  value: Value,
  attributesOf: (target: BlockTarget) => Attributes | undefined,
): Value {
  if (
    expression.kind === "traversal" &&
    !["var", "local", "each", "count", "path", "terraform"].includes(expression.root)
  ) {
    const { target, rest }: Reference = referenceOf(expression.root, expression.steps);
    const attributes =
      target.kind === "resource" || target.kind === "data" ? attributesOf(target) : undefined;
    const declared = attributes === undefined ? undefined : declaredType(attributes, rest);
    if (declared !== undefined) return declared;
  }
  return typeOfValue(value);
}

function declaredType(attributes: Attributes, steps: readonly (string | number)[]): Value | undefined {
  const [name, ...rest] = steps;
  const attribute = typeof name === "string" ? attributes[name] : undefined;
  if (attribute === undefined) return undefined;
  if (rest.length === 0) return typeJson(attributeType(attribute));
  if (attribute.kind === "leaf") return undefined;
  return declaredType(attribute.attributes, attribute.kind === "nested" ? rest : rest.slice(1));
}

function typeOfValue(value: Value): Value {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  if (isList(value)) return ["tuple", value.map(typeOfValue)];
  if (isObject(value))
    return [
      "object",
      Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeOfValue(each)])),
    ];
  return "dynamic";
}
