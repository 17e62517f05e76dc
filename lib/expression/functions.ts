import { asSet } from "../value/as-set.js";
import { equal } from "../value/equal.js";
import { isList, isObject, type Value, type ValueObject } from "../value/value.js";
import { asFlag, asNumber, asText, kindOf } from "./convert.js";
import { ExpressionError } from "./syntax.js";
import { textFunctions, type TerraformFunction } from "./text-functions.js";

/** Terraform's functions that need nothing but their arguments. Those that read files, hash or tell the time are not here. */
export const functions: Readonly<Record<string, TerraformFunction>> = {
  ...textFunctions,
  tostring: (value) => (value === null ? null : asText(need(value))),
  tonumber: (value) => (value === null ? null : asNumber(need(value))),
  tobool: (value) => (value === null ? null : asFlag(need(value))),
  tolist: (value) => list(value),
  toset: (value) => asSet(list(value)),
  tomap: (value) => object(value),
  length: (value) =>
    typeof value === "string"
      ? [...value].length
      : isObject(value)
        ? Object.keys(value).length
        : list(value).length,
  element: (value, index) => {
    const elements = list(value);
    if (elements.length === 0) throw new ExpressionError("an empty list has no element");
    const place = asNumber(need(index)) % elements.length;
    return need(elements.at(place));
  },
  index: (value, wanted) => {
    const place = list(value).findIndex((element) => equal(element, wanted));
    if (place < 0) throw new ExpressionError("the list does not have that element");
    return place;
  },
  contains: (value, wanted) => list(value).some((element) => equal(element, wanted)),
  concat: (...values) => values.flatMap(list),
  flatten: (value) => flat(list(value)),
  distinct: (value) =>
    list(value).filter((each, index, all) => all.findIndex((other) => equal(other, each)) === index),
  compact: (value) => list(value).filter((each) => each !== null && each !== ""),
  reverse: (value) => [...list(value)].reverse(),
  sort: (value) => list(value).map(asText).sort(),
  slice: (value, from, to) => list(value).slice(asNumber(need(from)), asNumber(need(to))),
  one: (value) => {
    const elements = list(value);
    if (elements.length > 1)
      throw new ExpressionError(`one element at most is allowed, the list has ${elements.length}`);
    return elements[0] ?? null;
  },
  range: (...values) => {
    const [first = 0, second, step] = numbers(values);
    const [from, to] = second === undefined ? [0, first] : [first, second];
    const stride = step ?? (from <= to ? 1 : -1);
    if (stride === 0) throw new ExpressionError("a range can't have the step 0");
    return Array.from(
      { length: Math.max(0, Math.ceil((to - from) / stride)) },
      (_, index) => from + index * stride,
    );
  },
  lookup: (value, key, otherwise) => {
    const found = object(value)[asText(need(key))] ?? otherwise;
    if (found === undefined) throw new ExpressionError(`the map has no ${JSON.stringify(key)}`);
    return found;
  },
  merge: (...values) =>
    Object.assign({}, ...values.filter((each) => each !== null).map(object)) as ValueObject,
  keys: (value) => Object.keys(object(value)).sort(),
  values: (value) =>
    Object.entries(object(value))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, each]) => each),
  zipmap: (keys, values) =>
    Object.fromEntries(list(keys).map((key, index) => [asText(key), need(list(values)[index])])),
  coalesce: (...values) => {
    const found = values.find((value) => value !== null && value !== "");
    if (found === undefined) throw new ExpressionError("every argument is null or empty");
    return found;
  },
  coalescelist: (...values) => values.find((value) => list(value).length > 0) ?? [],
  min: (...values) => Math.min(...numbers(values)),
  max: (...values) => Math.max(...numbers(values)),
  sum: (value) => numbers(list(value)).reduce((total, each) => total + each, 0),
  abs: (value) => Math.abs(asNumber(need(value))),
  ceil: (value) => Math.ceil(asNumber(need(value))),
  floor: (value) => Math.floor(asNumber(need(value))),
};

function need(value: Value | undefined): Value {
  if (value === undefined) throw new ExpressionError("an argument is missing");
  return value;
}

function numbers(values: readonly (Value | undefined)[]): readonly number[] {
  return values.map((value) => asNumber(need(value)));
}

function list(value: Value | undefined): readonly Value[] {
  if (isList(value)) return value;
  throw new ExpressionError(`a list is needed, ${kindOf(need(value))} is given`);
}

function object(value: Value | undefined): ValueObject {
  if (isObject(value)) return value;
  throw new ExpressionError(`a map is needed, ${kindOf(need(value))} is given`);
}

function flat(elements: readonly Value[]): readonly Value[] {
  return elements.flatMap((element) => (isList(element) ? flat(element) : [element]));
}
