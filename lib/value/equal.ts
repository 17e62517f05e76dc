import type { Value } from "./value.js";

/** Deep equality of values; the order of an object's keys does not matter, a list's does. */
export function equal(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftEntries = Object.entries(left) as [string, Value][];
  const rightObject = right as Readonly<Record<string, Value>>;
  return (
    leftEntries.length === Object.keys(right).length &&
    leftEntries.every(([key, value]) => key in rightObject && equal(value, rightObject[key]))
  );
}
