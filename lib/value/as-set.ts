import { equal } from "./equal.js";
import { isList, isObject, isUnknown, type Value } from "./value.js";

/** Each value once, in the order in which Terraform goes through a set: by value, objects by what they hold. */
export function asSet(elements: readonly Value[]): readonly Value[] {
  const distinct: Value[] = [];
  const seen = new Set<Value>();
  for (const element of elements) {
    const isNew =
      typeof element === "object" ? !distinct.some((other) => equal(other, element)) : !seen.has(element);
    if (isNew) distinct.push(element);
    seen.add(element);
  }
  return distinct
    .map((element) => ({ element, place: placeOf(element) }))
    .sort((left, right) => (comesBefore(left.place, right.place) ? -1 : 1))
    .map(({ element }) => element);
}

/** What an element is ordered by; nothing for null, which comes last. */
function placeOf(element: Value): string | number | undefined {
  if (element === null) return undefined;
  return typeof element === "object" || typeof element === "boolean" ? heldBy(element) : element;
}

function comesBefore(left: string | number | undefined, right: string | number | undefined): boolean {
  if (left === undefined || right === undefined) return right === undefined && left !== undefined;
  return left < right;
}

/** A text for what a value holds, of the form that Terraform's own order rests on. */
function heldBy(value: Value): string {
  if (value === null) return "~";
  if (isUnknown(value)) return "?";
  if (isList(value)) return `[${value.map((each) => `${heldBy(each)};`).join("")}]`;
  if (isObject(value))
    return `<${Object.keys(value)
      .sort()
      .map((name) => `${heldBy(value[name] ?? null)};`)
      .join("")}>`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
