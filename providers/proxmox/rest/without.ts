import type { Attributes } from "../../../lib/schema/attribute.js";

/** All attributes but some. */
export function without(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}
