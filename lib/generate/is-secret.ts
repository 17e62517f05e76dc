import type { Leaf } from "../schema/attribute.js";

/** Whether a value must not stand in the code as it is. */
export function isSecret({ sensitive, writeOnly }: Leaf): boolean {
  return sensitive === true || writeOnly !== undefined;
}
