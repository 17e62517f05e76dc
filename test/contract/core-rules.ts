import type { Attribute, Attributes } from "../../lib/schema/attribute.js";
import { isSetLeaf } from "../../lib/schema/canonical.js";
import { equal } from "../../lib/value/equal.js";
import { pathText, type Path } from "../../lib/value/path.js";
import {
  containsUnknown,
  isList,
  isObject,
  isUnknown,
  unknown,
  type Value,
  type ValueObject,
} from "../../lib/value/value.js";

/**
 * What Terraform's core demands of a plan and of an applied state, stated once in our words. A property test holds this
 * statement against the real binary, so that a suite in milliseconds is worth a suite with Terraform.
 */
export function planViolations(
  attributes: Attributes,
  plan: {
    readonly prior: ValueObject | undefined;
    readonly configuration: ValueObject;
    readonly planned: ValueObject;
  },
): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    violations(attribute, [name], {
      prior: withoutOrder(attribute, plan.prior?.[name] ?? null),
      configuration: withoutOrder(attribute, plan.configuration[name] ?? null),
      planned: withoutOrder(attribute, plan.planned[name] ?? null),
    }),
  );
}

/**
 * What core demands of a data source's answer: that there is one, wholly known, or else that something is said against
 * it. That the author's own arguments come back as they were written, it does not demand.
 */
export function answerViolations(answer: ValueObject | undefined): readonly string[] {
  if (answer === undefined) return ["there is no answer"];
  return containsUnknown(answer) ? ["the answer is not wholly known"] : [];
}

/** The value with every set in it in one order, since a set has none. */
function withoutOrder(attribute: Attribute, value: Value): Value {
  const each = ({ attributes }: { readonly attributes: Attributes }, object: Value): Value =>
    isObject(object)
      ? mapObject(object, (inside, name) => {
          const kind = attributes[name];
          return kind === undefined ? inside : withoutOrder(kind, inside);
        })
      : object;
  switch (attribute.kind) {
    case "leaf":
      return isList(value) && isSetLeaf(attribute)
        ? [...value].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
        : value;
    case "nested":
      return each(attribute, value);
    case "slots":
      return isObject(value) ? mapObject(value, (slot) => each(attribute, slot)) : value;
    case "entries":
      return isList(value) ? value.map((entry) => each(attribute, entry)) : value;
  }
}

function mapObject(object: ValueObject, transform: (value: Value, name: string) => Value): ValueObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, transform(value, name)]));
}

interface Triple {
  readonly prior: Value;
  readonly configuration: Value;
  readonly planned: Value;
}

function violations(
  attribute: Attribute,
  path: Path,
  { prior, configuration, planned }: Triple,
): readonly string[] {
  const fail = (why: string) => [`${pathText(path)}: ${why}`];
  if (attribute.kind === "leaf" && attribute.writeOnly !== undefined)
    return planned === null ? [] : fail("a write-only value is planned");
  if (equal(planned, configuration)) return [];
  // A block is there as often as it is written; only what is in it may stay as it was.
  const isBlock = attribute.kind !== "leaf" && attribute.kind !== "slots" && attribute.block === true;
  if (!isBlock && prior !== null && configuration !== null && equal(planned, prior)) return [];
  if (!isBlock && configuration === null && isOptionalComputed(attribute)) return [];
  if (attribute.kind === "leaf") return fail("planned is neither the configuration nor prior");
  switch (attribute.kind) {
    case "nested":
      return inner(attribute.attributes, path, {
        prior,
        configuration: isUnknown(configuration) ? unknownInside(attribute.attributes) : configuration,
        planned,
      });
    case "slots":
      if (!isObject(configuration) || !isObject(planned))
        return fail("planned and configuration disagree about its existence");
      if (Object.keys(planned).length !== Object.keys(configuration).length)
        return fail("planned has another number of slots than the configuration");
      return Object.entries(planned).flatMap(([slot, element]) =>
        slot in configuration
          ? inner(attribute.attributes, [...path, slot], {
              prior: isObject(prior) ? (prior[slot] ?? null) : null,
              configuration: configuration[slot] ?? null,
              planned: element,
            })
          : fail(`planned has a slot ${slot} that is not in the configuration`),
      );
    case "entries": {
      // What stands in a set of blocks is left to the provider.
      if (isBlock && attribute.unordered === "set")
        return isList(planned) && !(isUnknown(configuration) && planned.length === 0)
          ? []
          : fail("a block is never null, and not left out where it isn't known yet");
      if (!isList(configuration) || !isList(planned) || planned.length !== configuration.length)
        return fail("planned has another number of entries than the configuration");
      return configuration.flatMap((entry, index) =>
        inner(attribute.attributes, [...path, index], {
          prior: isList(prior) ? (prior[index] ?? null) : null,
          configuration: entry,
          planned: planned[index] ?? null,
        }),
      );
    }
  }
}

function inner(
  attributes: Attributes,
  path: Path,
  { prior, configuration, planned }: Triple,
): readonly string[] {
  if (equal(planned, configuration)) return [];
  if (!isObject(configuration) || !isObject(planned))
    return [`${pathText(path)}: planned and configuration disagree about its existence`];
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    violations(attribute, [...path, name], {
      prior: isObject(prior) ? (prior[name] ?? null) : null,
      configuration: configuration[name] ?? null,
      planned: planned[name] ?? null,
    }),
  );
}

/** Of an unknown object core sees unknown attributes. */
function unknownInside(attributes: Attributes): ValueObject {
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, unknown]));
}

/** How roles appear to Terraform: whether a null in the code leaves the value to the provider. */
function isOptionalComputed(attribute: Attribute): boolean {
  switch (attribute.role) {
    case "managed":
    case "computed":
    case "assigned":
      return true;
    case "optional":
      return attribute.kind === "leaf" && attribute.default !== undefined;
    case "required":
      return false;
  }
}
