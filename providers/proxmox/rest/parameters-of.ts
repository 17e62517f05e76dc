import type { Attributes, Leaf } from "../../../lib/schema/attribute.js";
import type { Change } from "../../../lib/schema/resource.js";
import { isWithin, valueAt, type Path } from "../../../lib/value/path.js";
import { isList, type Value, type ValueObject } from "../../../lib/value/value.js";
import { textOf, type Parameters } from "../api/parameters.js";
import { leavesOf, type Named } from "./leaves.js";
import { lineOf, partsOf, withParts } from "../form/property-string.js";

/** The parameters that make an object: every leaf that is not null. */
export function creationParameters(attributes: Attributes, values: ValueObject): Parameters {
  const all = writable(attributes);
  const given = all.filter(({ path }) => (valueAt(values, path) ?? null) !== null);
  return { ...plain(given, values), ...grouped(all, given, { values, now: {} }) };
}

/** The parameters that change an object: what changed is sent, what was cleared stands in `delete`. */
export function updateParameters(
  attributes: Attributes,
  {
    changes,
    planned,
    now,
  }: {
    readonly changes: readonly Change[];
    readonly planned: ValueObject;
    /** Property strings as they are, for the sub-keys of others. */ readonly now: Readonly<
      Record<string, unknown>
    >;
  },
): Parameters {
  const all = writable(attributes);
  const touched = all.filter(({ path }) => changes.some((change) => isWithin(path, change.path)));
  const alone = touched.filter(({ property }) => property === undefined);
  const isSet = ({ path, leaf }: Named) => afterClearing(leaf, valueAt(planned, path) ?? null) !== null;
  const shared = grouped(all, touched, { values: planned, now });
  const emptied = Object.entries(shared)
    .filter(([, text]) => text === "")
    .map(([name]) => name);
  const removed = [...alone.filter((each) => !isSet(each)).map(({ parameter }) => parameter), ...emptied];
  return {
    ...plain(alone.filter(isSet), planned),
    ...Object.fromEntries(Object.entries(shared).filter(([, text]) => text !== "")),
    ...(removed.length === 0 ? {} : { delete: removed.join(",") }),
  };
}

/** The attribute behind a parameter, for PVE's complaints about it. */
export function attributeOf(attributes: Attributes): (parameter: string) => Path | undefined {
  const named = leavesOf(attributes);
  return (parameter) => named.find((each) => each.parameter === parameter)?.path;
}

function writable(attributes: Attributes): readonly Named[] {
  return leavesOf(attributes).filter(({ leaf }) => leaf.role !== "computed");
}

function plain(leaves: readonly Named[], values: ValueObject): Parameters {
  return Object.fromEntries(
    leaves
      .filter(({ property }) => property === undefined)
      .map(({ leaf, path, parameter }) => [
        parameter,
        encoded(leaf, afterClearing(leaf, valueAt(values, path) ?? null)),
      ]),
  );
}

/** Property strings that several attributes share: ours set or taken out, the rest as it is. Empty where nothing is left to say. */
function grouped(
  all: readonly Named[],
  touched: readonly Named[],
  { values, now }: { readonly values: ValueObject; readonly now: Readonly<Record<string, unknown>> },
): Readonly<Record<string, string>> {
  const names = touched.flatMap(({ property, parameter }) => (property === undefined ? [] : [parameter]));
  const wishOf = ({ leaf, path }: Named) => afterClearing(leaf, valueAt(values, path) ?? null);
  return Object.fromEntries(
    [...new Set(names)].map((name) => {
      const wished = partsIn(all, name, wishOf);
      const assumed = partsIn(all, name, ({ leaf }) => (leaf.otherwise ?? null) as Value);
      const parts = withParts(partsOf(now[name], "type"), partsIn(touched, name, wishOf));
      const isSaid = Object.entries(parts).some(
        ([part, text]) => wished[part] !== undefined || assumed[part] !== text,
      );
      return [name, isSaid ? lineOf({ ...withParts({}, assumed), ...parts }) : ""];
    }),
  );
}

/** The sub-keys of a property string with what they are to be; undefined for one that is to go. */
function partsIn(
  leaves: readonly Named[],
  name: string,
  valueOf: (each: Named) => Value,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    leaves
      .filter(({ parameter }) => parameter === name)
      .map((each) => {
        const value = encoded(each.leaf, valueOf(each));
        return [each.property as string, value === undefined ? undefined : textOf(value)];
      }),
  );
}

function afterClearing(leaf: Leaf, value: Value): Value {
  if (value !== null) return value;
  return typeof leaf.clear === "object" ? leaf.clear.value : null;
}

function encoded(leaf: Leaf, value: Value) {
  if (value === null) return undefined;
  if (leaf.encode !== undefined) return leaf.encode(value);
  return isList(value) ? value.map(String) : (value as string | number | boolean);
}
