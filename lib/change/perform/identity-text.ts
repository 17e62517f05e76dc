import type { ValueObject } from "../../value/value.js";

/** Which object is meant, for messages: `vm_id 300, name "office"`. Parts that it does not have say nothing. */
export function identityText(identity: ValueObject): string {
  return Object.entries(identity)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
    .join(", ");
}
