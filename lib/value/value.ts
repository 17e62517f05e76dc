/** A value of a resource as both executors know it: JSON, plus "not known yet". */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | ValueObject;

/** Attributes by name, or map elements by key. */
export interface ValueObject {
  readonly [key: string]: Value;
}

/** The type of the one value that stands for "known only after something else was made". */
export interface Unknown {
  readonly $unknown: true;
}

/** A value that will be known only after apply. Recognized by shape, so it survives JSON. */
export const unknown: Unknown = Object.freeze({ $unknown: true });

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && "$unknown" in value;
}

/** True for attribute objects and maps; false for lists, scalars, null and unknown. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** True if the value, or anything inside it, is unknown. */
export function containsUnknown(value: Value | undefined): boolean {
  if (value === undefined || value === null || typeof value !== "object") return false;
  if (isUnknown(value)) return true;
  return Object.values(value).some((child: Value) => containsUnknown(child));
}
