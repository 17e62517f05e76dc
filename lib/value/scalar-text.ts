import type { Value } from "./value.js";

/** A scalar as text, for paths and names; empty for what is not there. Throws for anything that holds other values. */
export function scalarText(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") throw new TypeError("a list or an object has no text");
  return String(value);
}
