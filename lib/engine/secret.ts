import type { Value } from "../value/value.js";

/** Stands for a sensitive value in plans: equal secrets have equal fingerprints, and none can be worked out from it. */
export interface Secret {
  readonly $secret: string;
}

export function isSecret(value: Value | undefined): boolean {
  return typeof value === "object" && value !== null && "$secret" in value;
}
