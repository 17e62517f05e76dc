import type { Value } from "../value/value.js";
import type { ValueType } from "./value-type.js";

/** A type as Terraform writes it in schemas and states: `"string"`, `["set","string"]`. */
export function typeJson(type: ValueType): Value {
  if (typeof type === "string") return type;
  if ("object" in type)
    return [
      "object",
      Object.fromEntries(Object.entries(type.object).map(([name, each]) => [name, typeJson(each)])),
    ];
  const [[kind, element]] = Object.entries(type) as [[string, ValueType]];
  return [kind, typeJson(element)];
}
