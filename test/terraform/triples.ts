import fc from "fast-check";

import type { Attribute, Attributes, Leaf } from "../../lib/schema/attribute.js";
import { valueTypeOf } from "../../lib/schema/inspect.js";
import type { ValueType } from "../../lib/schema/value-type.js";
import { isList, isObject, unknown, type Value, type ValueObject } from "../../lib/value/value.js";

/** One question to core: may this be planned for this? */
export interface Triple {
  readonly prior: ValueObject | undefined;
  readonly configuration: ValueObject;
  readonly planned: ValueObject;
}

/** Draws one value of an arbitrary. */
type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

/** Any prior and configuration that Terraform lets through to a provider, and a plan that strays from both now and then. */
export function triples(attributes: Attributes): fc.Arbitrary<Triple> {
  return fc.gen().map((generate): Triple => {
    const draw: Draw = (arbitrary) => generate(() => arbitrary);
    const configuration = objectOf(attributes, draw, writtenBy);
    const prior = draw(fc.boolean()) ? undefined : objectOf(attributes, draw, stored);
    const wildness = draw(fc.constantFrom(0, 2, 10, 40));
    return {
      prior,
      configuration,
      planned: strayObject(attributes, { draw, wildness, prior, configuration }),
    };
  });
}

type Side = (attribute: Attribute, draw: Draw) => Value;

function objectOf(attributes: Attributes, draw: Draw, side: Side): ValueObject {
  return Object.fromEntries(Object.entries(attributes).map(([name, each]) => [name, side(each, draw)]));
}

/** What an author may write: null where nothing, nothing where the object decides, sometimes not known yet. */
const writtenBy: Side = (attribute, draw) => {
  const isLeft = attribute.role !== "required" && draw(fc.boolean());
  if (attribute.role === "computed" || isLeft) return isListOfBlocks(attribute) ? [] : null;
  if (!isOneIn(12, draw)) return valueOf(attribute, draw, writtenBy);
  // A single block is there or not; what isn't known is what stands in it.
  return attribute.kind === "nested" && attribute.block === true
    ? objectOf(attribute.attributes, draw, () => unknown)
    : unknown;
};

/** What a state may hold: anything of the right type that is known. */
const stored: Side = (attribute, draw) => {
  if (attribute.kind === "leaf" && attribute.writeOnly !== undefined) return null;
  const isAbsent = attribute.role !== "required" && draw(fc.boolean());
  if (isAbsent) return isListOfBlocks(attribute) ? [] : null;
  return valueOf(attribute, draw, stored);
};

function valueOf(attribute: Attribute, draw: Draw, side: Side): Value {
  const element = () => objectOf((attribute as { attributes: Attributes }).attributes, draw, side);
  switch (attribute.kind) {
    case "leaf":
      return draw(valuesOf(valueTypeOf(attribute.type)));
    case "nested":
      return element();
    case "slots": {
      const [prefix = "slot"] = Object.keys(attribute.slot);
      const slots = draw(fc.subarray([`${prefix}0`, `${prefix}1`, `${prefix}2`]));
      return Object.fromEntries(slots.map((slot) => [slot, element()]));
    }
    case "entries":
      return Array.from({ length: draw(fc.nat({ max: 2 })) }, element);
  }
}

function valuesOf(type: ValueType): fc.Arbitrary<Value> {
  if (type === "string") return fc.constantFrom("a", "A", "b", "");
  if (type === "number") return fc.integer({ min: 1, max: 3 });
  if (type === "bool") return fc.boolean();
  if ("list" in type) return fc.array(valuesOf(type.list), { maxLength: 2 });
  if ("set" in type) return fc.uniqueArray(valuesOf(type.set), { maxLength: 3 });
  if ("map" in type) return fc.dictionary(fc.constantFrom("x", "y"), valuesOf(type.map));
  throw new Error("no attribute of the toy has this type");
}

interface Strayed {
  readonly draw: Draw;
  /** In how many of a hundred places the plan is drawn at random. */
  readonly wildness: number;
  readonly prior: Value | undefined;
  readonly configuration: Value;
}

function strayObject(attributes: Attributes, around: Strayed): ValueObject {
  const [prior, written] = [isObject(around.prior) ? around.prior : {}, around.configuration];
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      stray(attribute, {
        ...around,
        prior: prior[name] ?? null,
        configuration: (isObject(written) ? written[name] : undefined) ?? null,
      }),
    ]),
  );
}

function stray(attribute: Attribute, around: Strayed): Value {
  const { draw, wildness, prior, configuration } = around;
  if (draw(fc.nat({ max: 99 })) < wildness) return wild(attribute, around);
  if (attribute.kind === "leaf") return strayLeaf(attribute, around);
  if (configuration === null && attribute.role !== "optional" && attribute.role !== "required")
    return draw(fc.constantFrom(prior ?? null, null, unknown, valueOf(attribute, draw, stored)));
  const within = (from: Value, before: Value | undefined) =>
    strayObject(attribute.attributes, { ...around, prior: before, configuration: from });
  switch (attribute.kind) {
    case "nested":
      return isObject(configuration) ? within(configuration, prior) : configuration;
    case "slots":
      return isObject(configuration)
        ? Object.fromEntries(
            Object.entries(configuration).map(([slot, each]) => [
              slot,
              within(each, isObject(prior) ? prior[slot] : undefined),
            ]),
          )
        : configuration;
    case "entries":
      return isList(configuration)
        ? configuration.map((each, index) => within(each, isList(prior) ? prior[index] : undefined))
        : configuration;
  }
}

function strayLeaf(leaf: Leaf, { draw, prior, configuration }: Strayed): Value {
  if (leaf.writeOnly !== undefined) return null;
  const isComputed = leaf.role !== "required" && leaf.role !== "optional";
  if (configuration === null)
    return isComputed || leaf.default !== undefined
      ? draw(
          fc.constantFrom(
            prior ?? null,
            null,
            unknown,
            ...(leaf.default === undefined ? [] : [leaf.default as Value]),
          ),
        )
      : null;
  if (isList(configuration) && draw(fc.boolean())) return configuration.toReversed();
  return prior === null || prior === undefined || draw(fc.boolean()) ? configuration : prior;
}

function wild(attribute: Attribute, { draw, prior, configuration }: Strayed): Value {
  const anything = [prior ?? null, configuration, unknown, valueOf(attribute, draw, stored)];
  if (!isListOfBlocks(attribute)) anything.push(null);
  const found = draw(fc.constantFrom(...anything));
  return found === null && isListOfBlocks(attribute) ? [] : found;
}

function isOneIn(times: number, draw: Draw): boolean {
  return draw(fc.nat({ max: times - 1 })) === 0;
}

function isListOfBlocks(attribute: Attribute): boolean {
  return attribute.kind === "entries" && attribute.block === true;
}
