import { z } from "zod";

/** Text; add `.regex(pattern, "what is allowed")` for a form of it. */
export const text = z.string();

/** True or false. */
export const flag = z.boolean();

/** A number with an optional fraction. */
export const decimal = z.number();

/** A whole number between two limits, both allowed. */
export function integer(limits: { readonly min?: number; readonly max?: number } = {}): z.ZodType<number> {
  let type = z.int();
  if (limits.min !== undefined) type = type.min(limits.min);
  if (limits.max !== undefined) type = type.max(limits.max);
  return type;
}

/** One of a few words. */
export function oneOf<const T extends readonly [string, ...string[]]>(...words: T): z.ZodType<T[number]> {
  return z.enum(words);
}

/** Text of a given form; `allowed` tells a person what that is. */
export function textLike(pattern: RegExp, allowed: string): z.ZodType<string> {
  return z.string().regex(pattern, allowed);
}

/** Values in an order that counts. */
export function listOf<T>(
  element: z.ZodType<T>,
  limits: { readonly max?: number } = {},
): z.ZodType<readonly T[]> {
  return limits.max === undefined ? z.array(element) : z.array(element).max(limits.max);
}

/** Values without an order. */
export function setOf<T>(element: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z.array(element).meta({ collection: "set" });
}

/** Values by name. */
export function mapOf<T>(element: z.ZodType<T>): z.ZodType<Readonly<Record<string, T>>> {
  return z.record(z.string(), element);
}
