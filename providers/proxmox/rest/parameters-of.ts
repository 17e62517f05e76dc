import type { Attributes, Leaf } from "../../../lib/schema/attribute.js";
import type { Change } from "../../../lib/schema/resource.js";
import { isWithin, valueAt, type Path } from "../../../lib/value/path.js";
import { isList, type Value, type ValueObject } from "../../../lib/value/value.js";
import { textOf, type Parameters } from "../api/parameters.js";
import { leavesOf, type Named } from "./leaves.js";
import { partsOf, lineOf } from "../form/property-string.js";

/** The parameters that make an object: every leaf that is not null. */
export function creationParameters(attributes: Attributes, values: ValueObject): Parameters {
  const given = writable(attributes).filter(({ path }) => (valueAt(values, path) ?? null) !== null);
  return { ...plain(given, values), ...grouped(given, values, {}) };
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
  const touched = writable(attributes).filter(({ path }) =>
    changes.some((change) => isWithin(path, change.path)),
  );
  const alone = touched.filter(({ property }) => property === undefined);
  const isSet = ({ path, leaf }: Named) => afterClearing(leaf, valueAt(planned, path) ?? null) !== null;
  const shared = grouped(
    touched.filter(({ property }) => property !== undefined),
    planned,
    now,
  );
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

/** Property strings that several attributes share: ours set or taken out, the rest as it is. */
function grouped(
  leaves: readonly Named[],
  values: ValueObject,
  now: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const names = [
    ...new Set(leaves.filter(({ property }) => property !== undefined).map(({ parameter }) => parameter)),
  ];
  return Object.fromEntries(
    names.map((name) => {
      const properties: Record<string, string> = { ...partsOf(now[name], "type") };
      for (const { leaf, path, property } of leaves.filter(({ parameter }) => parameter === name)) {
        const value = afterClearing(leaf, valueAt(values, path) ?? null);
        if (value === null) delete properties[property as string];
        else properties[property as string] = textOf(encoded(leaf, value) ?? "");
      }
      return [name, lineOf(properties)];
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
