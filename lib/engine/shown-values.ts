import { isList, isObject, type Value, type ValueObject } from "../value/value.js";
import { wordFor } from "./word-for.js";

/** Values of a plan in which words stand for what is not known yet and for what is secret: whatever puts them into a text need not know of either. */
export function shownValues(values: ValueObject): ValueObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]));
}

function shown(value: Value): Value {
  const word = wordFor(value);
  if (word !== undefined) return word;
  if (isList(value)) return value.map(shown);
  return isObject(value) ? shownValues(value) : value;
}
