import type { z } from "zod";

import type { ValueType } from "./value-type.js";

/** The parts of a zod definition that are read here; zod keeps them stable under `_zod.def`. */
interface ZodDefinition {
  readonly type: string;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
}

function definitionOf(type: z.ZodType): ZodDefinition {
  return type._zod.def;
}

const known = new WeakMap<z.ZodType, ValueType>();

/** The Terraform type of a leaf's zod type. Throws for a zod type that the language does not have. */
export function valueTypeOf(type: z.ZodType): ValueType {
  const before = known.get(type);
  if (before !== undefined) return before;
  const found = read(type);
  known.set(type, found);
  return found;
}

function read(type: z.ZodType): ValueType {
  const definition = definitionOf(type);
  switch (definition.type) {
    case "string":
    case "enum":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "bool";
    case "array": {
      const element = valueTypeOf(definition.element as z.ZodType);
      return isSet(type) ? { set: element } : { list: element };
    }
    case "record":
      return { map: valueTypeOf(definition.valueType as z.ZodType) };
    case "pipe":
      return valueTypeOf(definition.in as z.ZodType);
    case "union":
      return valueTypeOf(definition.options?.[0] as z.ZodType);
    default:
      throw new Error(`a resource's attribute can't have the zod type "${definition.type}"`);
  }
}

function isSet(type: z.ZodType): boolean {
  return type.meta()?.["collection"] === "set";
}

/** The words of an enumeration, for documentation and generated unions. */
export function wordsOf(type: z.ZodType): readonly string[] | undefined {
  const { type: kind, entries, element } = definitionOf(type);
  if (kind === "array" && element !== undefined) return wordsOf(element);
  return kind === "enum" && entries !== undefined ? Object.values(entries) : undefined;
}
