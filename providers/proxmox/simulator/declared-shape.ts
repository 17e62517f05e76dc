import type { Shape } from "../api/specification/specification.js";

/** The least that a declaration allows: empty lists, and objects with nothing but what they must have. */
export function declaredShape({ type, items, properties = {}, enum: values, minimum }: Shape): unknown {
  if (values !== undefined) return values[0];
  switch (type) {
    case "array":
      return [];
    case "object":
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([, { optional = 0 }]) => Number(optional) === 0)
          .map(([name, shape]) => [name, declaredShape(shape)]),
      );
    case "string":
      return "";
    case "boolean":
    case "integer":
    case "number":
      return Number(minimum ?? 0);
    case "null":
    case undefined:
      return items === undefined ? null : [];
  }
}
