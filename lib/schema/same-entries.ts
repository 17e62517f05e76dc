import { isList, isObject, type Value, type ValueObject } from "../value/value.js";
import type { Attribute, Attributes, Entries } from "./attribute.js";
import { sameMeaning } from "./canonical.js";
import { named } from "./named.js";

/** Whether two documents mean the same to the object; their order counts where it does. */
export function sameEntries(entries: Pick<Entries, "attributes" | "unordered">, left: Value, right: Value) {
  const [one, other] = [listOf(left), listOf(right)];
  if (one === undefined || other === undefined || one.length !== other.length) return false;
  return arranged(entries, one, other).every((entry, index) =>
    sameEntry(entries.attributes, one[index] ?? null, entry),
  );
}

/** Entries in the order in which a document has those of the same meaning, if order is no matter; others come last. */
export function arranged(
  { attributes, unordered }: Pick<Entries, "attributes" | "unordered">,
  order: readonly Value[],
  list: readonly Value[],
): readonly Value[] {
  if (unordered === undefined) return list;
  const left = [...list];
  const found = order.flatMap((entry) => {
    const at = left.findIndex((each) => sameEntry(attributes, entry, each));
    return at < 0 ? [] : left.splice(at, 1);
  });
  return [...found, ...left];
}

/** Whether two entries mean the same; what the object decides about them does not count. */
export function sameEntry(attributes: Attributes, left: Value, right: Value): boolean {
  if (!isObject(left) || !isObject(right)) return false;
  return named(attributes).every(
    ([name, attribute]) =>
      attribute.role === "computed" || sameValue(attribute, left[name] ?? null, right[name] ?? null),
  );
}

function sameValue(attribute: Attribute, left: Value, right: Value): boolean {
  switch (attribute.kind) {
    case "leaf":
      return sameMeaning(attribute, left, right);
    case "nested":
      return (left === null && right === null) || sameEntry(attribute.attributes, left, right);
    case "entries":
      return sameEntries(attribute, left, right);
    case "slots":
      return sameSlots(attribute.attributes, isObject(left) ? left : {}, isObject(right) ? right : {});
  }
}

function sameSlots(attributes: Attributes, left: ValueObject, right: ValueObject): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((slot) => sameEntry(attributes, left[slot] ?? null, right[slot] ?? null));
}

/** No block and an empty list of blocks are the same; what isn't known is neither. */
function listOf(value: Value): readonly Value[] | undefined {
  return value === null ? [] : isList(value) ? value : undefined;
}
