import { isList, isUnknown, type Value } from "../value/value.js";
import { ExpressionError } from "./syntax.js";

/** Text as Terraform writes a scalar. Throws for what is no scalar. */
export function asText(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  throw new ExpressionError(`${kindOf(value)} can't stand in text`);
}

export function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) >= 1e21 ? BigInt(value).toString() : String(value);
}

export function asNumber(value: Value): number {
  if (typeof value === "number") return value;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw new ExpressionError(`a number is needed, ${kindOf(value)} is given`);
  return number;
}

export function asFlag(value: Value): boolean {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw new ExpressionError(`true or false is needed, ${kindOf(value)} is given`);
}

/** Told instead of the value, which may be secret. */
export function kindOf(value: Value): string {
  if (value === null) return "null";
  if (isUnknown(value)) return "a value that is not known yet";
  if (isList(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
