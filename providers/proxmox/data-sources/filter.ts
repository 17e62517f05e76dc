import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { optional, required } from "../../../lib/schema/roles.js";
import { entries } from "../../../lib/schema/structures.js";
import { flag, listOf, oneOf, text } from "../../../lib/schema/types.js";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "../../../lib/value/value.js";
import { scalarText } from "../../../lib/value/scalar-text.js";
import { regularExpression } from "../form/regular-expression.js";

/** Blocks that choose among rows by some of their attributes: a row must pass all of them. */
export function filterBlocks<const N extends readonly [string, ...string[]]>(...names: N) {
  return entries("optional", "Chooses among them: one must pass every block.", {
    block: true,
    attributes: {
      name: required(oneOf(...names), "The attribute to look at."),
      values: required(listOf(text), "What it may be: any of these. Flags are written `true` and `false`."),
      regex: optional(flag, "Whether the values are regular expressions; they need not match the whole."),
    },
  });
}

/** What rows are chosen by. */
export interface Choice {
  readonly tags: readonly string[] | null;
  /** Filter blocks. */
  readonly filter: unknown;
}

/** Whether a row carries all tags and passes all blocks. */
export function isChosen(row: ValueObject, { tags, filter }: Choice): boolean {
  const carried: readonly Value[] = isList(row["tags"]) ? row["tags"] : [];
  return (tags ?? []).every((tag) => carried.includes(tag)) && passes(row, filter as Value);
}

function passes(row: ValueObject, blocks: Value): boolean {
  return filtersOf(blocks).every(({ name, values, regex }) => {
    const told = scalarText(row[name]);
    return values.some((value) => (regex ? (regularExpression(value)?.test(told) ?? false) : value === told));
  });
}

/** What is wrong with filter blocks beyond their types: values that are no regular expressions. */
export function checkFilters({ filter }: ValueObject): readonly Diagnostic[] {
  return filtersOf(filter ?? null).flatMap(({ values, regex }, index) =>
    values.flatMap((value, place) =>
      !regex || regularExpression(value) !== undefined
        ? []
        : [
            error("a filter's value is no regular expression", {
              path: ["filter", index, "values", place],
              detail: `Given: ${JSON.stringify(value)}.`,
            }),
          ],
    ),
  );
}

interface Filter {
  readonly name: string;
  readonly values: readonly string[];
  readonly regex: boolean;
}

function filtersOf(blocks: Value): readonly Filter[] {
  return (isList(blocks) ? blocks.filter(isObject) : []).map(({ name, values, regex }) => ({
    name: isUnknown(name) ? "" : scalarText(name),
    values: isList(values) ? values.filter((value) => typeof value === "string") : [],
    regex: regex === true,
  }));
}
