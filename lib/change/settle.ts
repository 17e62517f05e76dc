import type { Attribute, Attributes } from "../schema/attribute.js";
import { sameMeaning } from "../schema/canonical.js";
import { named } from "../schema/named.js";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "../value/value.js";

/** The attributes after a successful apply: as planned where that was known, as the object says where it was not. */
export function settle(attributes: Attributes, planned: ValueObject, observed: ValueObject): ValueObject {
  return mapAttributes(attributes, planned, (attribute, name, wish) =>
    settleValue(attribute, wish, observed[name] ?? null),
  );
}

function settleValue(attribute: Attribute, planned: Value, observed: Value): Value {
  if (isUnknown(planned)) return observed;
  switch (attribute.kind) {
    case "leaf":
      return planned;
    case "nested":
      return isObject(planned)
        ? settle(attribute.attributes, planned, isObject(observed) ? observed : {})
        : planned;
    case "slots":
      return isObject(planned)
        ? Object.fromEntries(
            Object.entries(planned).map(([slot, element]) => [
              slot,
              isObject(element) ? settle(attribute.attributes, element, slotIn(observed, slot)) : element,
            ]),
          )
        : planned;
    case "entries":
      return isList(planned)
        ? planned.map((entry, index) =>
            isObject(entry) ? settle(attribute.attributes, entry, entryIn(observed, index)) : entry,
          )
        : planned;
  }
}

/**
 * The attributes after an apply that failed half-way: as planned where the object has come to mean that, as before
 * where it has not.
 */
export function settlePartly(
  attributes: Attributes,
  {
    planned,
    refreshed,
    observed,
  }: { readonly planned: ValueObject; readonly refreshed: ValueObject; readonly observed: ValueObject },
): ValueObject {
  return mapAttributes(attributes, planned, (attribute, name, wish) => {
    const now = refreshed[name] ?? null;
    const seen = observed[name] ?? null;
    if (isUnknown(wish)) return now ?? seen;
    switch (attribute.kind) {
      case "leaf":
        return sameMeaning(attribute, wish, seen) ? wish : now;
      case "nested":
        return isObject(wish) && isObject(seen)
          ? settlePartly(attribute.attributes, {
              planned: wish,
              refreshed: isObject(now) ? now : {},
              observed: seen,
            })
          : now;
      case "slots": {
        if (!isObject(wish) || !isObject(seen)) return now;
        const kept = isObject(now) ? now : {};
        const reached = Object.entries(wish).flatMap(([slot, element]): readonly [string, Value][] => {
          const there = seen[slot];
          if (!isObject(element) || !isObject(there)) return [];
          const before = kept[slot];
          return [
            [
              slot,
              settlePartly(attribute.attributes, {
                planned: element,
                refreshed: isObject(before) ? before : {},
                observed: there,
              }),
            ],
          ];
        });
        return { ...kept, ...Object.fromEntries(reached) };
      }
      case "entries":
        return now;
    }
  });
}

function mapAttributes(
  attributes: Attributes,
  values: ValueObject,
  transform: (attribute: Attribute, name: string, value: Value) => Value,
): ValueObject {
  return Object.fromEntries(
    named(attributes).map(([name, attribute]) => [name, transform(attribute, name, values[name] ?? null)]),
  );
}

function slotIn(observed: Value, slot: string): ValueObject {
  const element = isObject(observed) ? observed[slot] : undefined;
  return isObject(element) ? element : {};
}

function entryIn(observed: Value, index: number): ValueObject {
  const entry = isList(observed) ? observed[index] : undefined;
  return isObject(entry) ? entry : {};
}
