import type { Attribute, Attributes, Entries, Leaf, Nested, Slots } from "../schema/attribute.js";
import { meansAbsent, sameMeaning } from "../schema/canonical.js";
import { named } from "../schema/named.js";
import type { Observed, Resource } from "../schema/resource.js";
import { arranged, sameEntry } from "../schema/same-entries.js";
import { pathText, type Path } from "../value/path.js";
import { isList, isObject, type Value, type ValueObject } from "../value/value.js";
import type { Instance } from "./instance.js";
import { ownership, withoutPaths, type Ownership } from "./ownership.js";

/**
 * Brings an instance up to date with what was read. Shows what prior shows and what is owned, and nothing else of the
 * managed attributes; keeps prior's spelling where it means the same; marks what is somebody else's.
 */
export function refresh(
  resource: Pick<Resource, "attributes">,
  prior: Instance,
  observed: Observed,
): Instance {
  const view = new View(prior.private.owned);
  const attributes = refreshObject(resource.attributes, {
    prior: prior.attributes,
    observed: observed.attributes as ValueObject,
    path: [],
    view,
  });
  return {
    attributes,
    private: {
      ...prior.private,
      owned: withoutPaths(prior.private.owned, view.gone),
      others: view.others,
      facts: observed.facts ?? prior.private.facts,
    },
  };
}

class View {
  readonly owned: Ownership;
  readonly gone: Path[] = [];
  readonly others: string[] = [];

  constructor(owned: readonly string[]) {
    this.owned = ownership(owned);
  }
}

interface Sight {
  readonly prior: Value;
  /** Undefined: the object can't tell. Null: the object lacks it. */
  readonly observed: Value | undefined;
  readonly path: Path;
  readonly view: View;
}

function refreshObject(
  attributes: Attributes,
  sight: Sight & { readonly observed: ValueObject },
): ValueObject {
  const prior = isObject(sight.prior) ? sight.prior : {};
  const values: Record<string, Value> = {};
  for (const [name, attribute] of named(attributes)) {
    const before = prior[name] ?? null;
    const observed = sight.observed[name];
    // Neither shown nor there: most attributes of most objects.
    const isNothing =
      before === null && observed === null && attribute.role === "managed" && attribute.kind !== "entries";
    values[name] = isNothing
      ? null
      : refreshAttribute(attribute, {
          prior: before,
          observed,
          path: [...sight.path, name],
          view: sight.view,
        });
  }
  return values;
}

function refreshAttribute(attribute: Attribute, sight: Sight): Value {
  switch (attribute.kind) {
    case "leaf":
      return refreshLeaf(attribute, sight);
    case "nested":
      return refreshNested(attribute, sight);
    case "slots":
      return refreshSlots(attribute, sight);
    case "entries":
      return refreshEntries(attribute, sight);
  }
}

function refreshLeaf(leaf: Leaf, { prior, observed, path, view }: Sight): Value {
  if (leaf.writeOnly !== undefined) return null;
  if (leaf.origin === true || observed === undefined) return prior;
  if (leaf.role === "managed" && prior === null && !view.owned.owns(path)) {
    if (!meansAbsent(leaf, observed)) view.others.push(pathText(path));
    return null;
  }
  // An attribute with a default always has a value, also where the object is new to us and the value means nothing.
  if (sameMeaning(leaf, prior, observed)) return prior ?? (hasDefault(leaf) ? observed : null);
  if (observed === null) {
    view.gone.push(path);
    return hasDefault(leaf) ? settleDefault(leaf, prior) : null;
  }
  return observed;
}

function hasDefault(leaf: Leaf): boolean {
  return leaf.role === "optional" && leaf.default !== undefined;
}

/** An object that lacks the key has the stated default. */
function settleDefault(leaf: Leaf, prior: Value): Value {
  return sameMeaning(leaf, prior, leaf.default as Value) ? prior : (leaf.default as Value);
}

function refreshNested(nested: Nested, sight: Sight): Value {
  if (sight.observed === undefined) return sight.prior;
  const observed = isObject(sight.observed) ? sight.observed : nullsFor(nested.attributes);
  const value = refreshObject(nested.attributes, { ...sight, observed });
  const isEmpty = Object.values(value).every((each) => each === null);
  return isEmpty && !isObject(sight.prior) ? null : value;
}

function nullsFor(attributes: Attributes): ValueObject {
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
}

function refreshSlots(slots: Slots, { prior, observed, path, view }: Sight): Value {
  if (observed === undefined) return prior;
  const before = isObject(prior) ? prior : {};
  const now = isObject(observed) ? observed : {};
  const shown = Object.entries(now).flatMap(([slot, element]): readonly [string, Value][] => {
    const place = [...path, slot];
    const isShown = slot in before || slots.role !== "managed" || view.owned.ownsAnythingIn(place);
    if (!isShown) view.others.push(pathText(place));
    if (!isShown || !isObject(element)) return [];
    return [
      [
        slot,
        refreshObject(slots.attributes, {
          prior: before[slot] ?? null,
          observed: element,
          path: place,
          view,
        }),
      ],
    ];
  });
  for (const slot of Object.keys(before)) if (!(slot in now)) view.gone.push([...path, slot]);
  if (shown.length === 0 && !isObject(prior)) return null;
  return inOrderOf(Object.keys(before), shown);
}

function inOrderOf(order: readonly string[], shown: readonly (readonly [string, Value])[]): ValueObject {
  const rank = (slot: string) => (order.includes(slot) ? order.indexOf(slot) : order.length);
  return Object.fromEntries([...shown].sort(([left], [right]) => rank(left) - rank(right)));
}

function refreshEntries(entries: Entries, { prior, observed, path, view }: Sight): Value {
  if (observed === undefined) return prior;
  const shown = isList(prior) ? prior : [];
  const all = arranged(entries, shown, isList(observed) ? observed : []);
  const same = (entry: Value) => shown.find((each) => sameEntry(entries.attributes, each, entry));
  const now = entries.shared === true ? all.filter((entry) => same(entry) !== undefined) : all;
  if (now.length < all.length) view.others.push(pathText(path));
  if (entries.role === "managed" && prior === null && !view.owned.owns(path)) {
    if (now.length > 0) view.others.push(pathText(path));
    return null;
  }
  if (now.length === 0) return isList(prior) ? [] : entries.block === true ? [] : null;
  const before = (entry: Value, index: number) =>
    entries.unordered === undefined ? shown[index] : same(entry);
  return now.map((entry, index) =>
    isObject(entry)
      ? refreshObject(entries.attributes, {
          prior: before(entry, index) ?? null,
          observed: entry,
          path: [...path, index],
          view: new View([]),
        })
      : entry,
  );
}
