import { equal } from "../value/equal.js";
import { containsUnknown, isList, type Value } from "../value/value.js";
import type { Leaf } from "./attribute.js";
import { valueTypeOf } from "./inspect.js";

/** What of a leaf's value counts in a comparison; null for a value that means "absent". */
export function canonical(leaf: Leaf, value: Value): Value {
  if (value === null || containsUnknown(value)) return value;
  const form = leaf.canonical === undefined ? value : (leaf.canonical(value) as Value);
  if (
    leaf.absent !== undefined &&
    equal(
      form,
      leaf.canonical === undefined ? (leaf.absent as Value) : (leaf.canonical(leaf.absent) as Value),
    )
  )
    return null;
  return isList(form) && isSetLeaf(leaf) ? [...form].sort() : form;
}

/** Whether two values of a leaf mean the same to the object. What is unknown, if only in a part, equals nothing. */
export function sameMeaning(leaf: Leaf, left: Value, right: Value): boolean {
  if (containsUnknown(left) || containsUnknown(right)) return false;
  return equal(canonical(leaf, left), canonical(leaf, right));
}

/** Whether a value says that the object lacks the key. */
export function meansAbsent(leaf: Leaf, value: Value): boolean {
  return canonical(leaf, value) === null;
}

export function isSetLeaf(leaf: Leaf): boolean {
  const type = valueTypeOf(leaf.type);
  return typeof type === "object" && "set" in type;
}
