import { error, type Diagnostic } from "../diagnostic/diagnostic.js";
import type { Attribute, Attributes, Entries, Leaf, Nested, Slots } from "../schema/attribute.js";
import { sameMeaning } from "../schema/canonical.js";
import { named } from "../schema/named.js";
import type { Resource } from "../schema/resource.js";
import { sameEntries } from "../schema/same-entries.js";
import { equal } from "../value/equal.js";
import { pathText, type Path } from "../value/path.js";
import {
  containsUnknown,
  isList,
  isObject,
  isUnknown,
  unknown,
  type Value,
  type ValueObject,
} from "../value/value.js";
import type { Instance } from "./instance.js";
import { ownership, type Ownership } from "./ownership.js";

export interface Wish {
  /** Undefined where the object is to be made. */
  readonly prior: Instance | undefined;
  /** All attributes by name; null where the author wrote nothing. */
  readonly configuration: ValueObject;
  /** Computed values that follow from what lies outside of the code. */
  readonly foreseen?: ValueObject;
}

export interface Proposal {
  /** What the object should be; unknown where only apply can tell. */
  readonly planned: ValueObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Works out what an object should be, from what it is and what its author wrote. Pure; the same for both executors. */
export function propose(
  resource: Pick<Resource, "attributes" | "rules">,
  { prior, configuration, foreseen = {} }: Wish,
): Proposal {
  const diagnostics: Diagnostic[] = [];
  const scope: Scope = {
    owned: ownership(prior?.private.owned ?? []),
    others: new Set(prior?.private.others ?? []),
    report: (diagnostic) => void diagnostics.push(diagnostic),
  };
  const before = prior?.attributes;
  const proposed = proposeObject(resource.attributes, { prior: before, configuration, path: [], scope });
  const planned = { ...proposed, ...foreseen };
  const derived = resource.rules?.derive?.(planned, before ?? null, configuration) ?? {};
  // What the author wrote stays, though nobody knows yet what it is.
  const open = Object.keys(derived).filter((name) => isUnknown(configuration[name]));
  const kept = Object.fromEntries(open.map((name) => [name, planned[name] ?? null]));
  return { planned: { ...planned, ...derived, ...kept }, diagnostics };
}

interface Scope {
  readonly owned: Ownership;
  readonly others: ReadonlySet<string>;
  report(diagnostic: Diagnostic): void;
}

interface Place {
  /** Undefined where what surrounds the value does not exist yet. */
  readonly prior: Value | undefined;
  readonly configuration: Value;
  readonly path: Path;
  readonly scope: Scope;
}

function proposeObject(
  attributes: Attributes,
  place: Place & { readonly configuration: ValueObject },
): ValueObject {
  const prior = isObject(place.prior) ? place.prior : undefined;
  const planned: Record<string, Value> = {};
  for (const [name, attribute] of named(attributes)) {
    const configuration = place.configuration[name] ?? null;
    const before = prior === undefined ? undefined : (prior[name] ?? null);
    planned[name] = isUntouched(attribute, before, configuration)
      ? null
      : proposeAttribute(attribute, {
          prior: before,
          configuration,
          path: [...place.path, name],
          scope: place.scope,
        });
  }
  return prior === undefined
    ? planned
    : forgetWhatChanges(attributes, { prior, planned, configuration: place.configuration });
}

/** Most attributes of most objects: nobody says anything about them. */
function isUntouched({ role, kind }: Attribute, prior: Value | undefined, configuration: Value): boolean {
  return (
    role === "managed" &&
    kind !== "entries" &&
    configuration === null &&
    (prior === null || prior === undefined)
  );
}

interface Stages {
  readonly prior: ValueObject;
  readonly planned: ValueObject;
  readonly configuration: ValueObject;
}

/** On an update, values that the object decides become unknown where a planned change can change them. */
function forgetWhatChanges(attributes: Attributes, { prior, planned, configuration }: Stages): ValueObject {
  const changed = (name: string) => !equal(prior[name] ?? null, planned[name] ?? null);
  const anyChange = Object.keys(attributes).some(changed);
  const forgotten = named(attributes).filter(([name, attribute]) => {
    const isDecided =
      attribute.role === "computed" ||
      (attribute.role === "assigned" && (configuration[name] ?? null) === null);
    if (attribute.kind !== "leaf" || !isDecided) return false;
    const isNotYet = attribute.role === "assigned" && (planned[name] ?? null) === null;
    return (attribute.changesWith ?? []).some(changed) || (isNotYet && anyChange);
  });
  return forgotten.length === 0
    ? planned
    : { ...planned, ...Object.fromEntries(forgotten.map(([name]) => [name, unknown])) };
}

function proposeAttribute(attribute: Attribute, place: Place): Value {
  switch (attribute.kind) {
    case "leaf":
      return proposeLeaf(attribute, place);
    case "nested":
      return proposeNested(attribute, place);
    case "slots":
      return proposeSlots(attribute, place);
    case "entries":
      return proposeEntries(attribute, place);
  }
}

function proposeLeaf(leaf: Leaf, { prior, configuration, path, scope }: Place): Value {
  if (leaf.writeOnly !== undefined) return null;
  if (leaf.role === "computed") return prior === undefined ? unknown : prior;
  if (leaf.origin === true && prior !== undefined && prior !== null) return prior;
  if (configuration === null) return proposeUnset(leaf, { prior, path, scope });
  if (prior === undefined || containsUnknown(configuration)) return configuration;
  // Core takes prior for the wish only where prior is a value; and a key that isn't shown may have any value.
  if (prior === null) return configuration;
  return sameMeaning(leaf, prior, configuration) ? prior : configuration;
}

function proposeUnset(leaf: Leaf, { prior, path, scope }: Omit<Place, "configuration">): Value {
  switch (leaf.role) {
    case "required":
    case "computed":
      return null;
    case "optional":
      // Core takes nothing but null for an unset attribute that isn't computed, and a default makes it computed.
      if (leaf.default === undefined) return null;
      return prior !== undefined && sameMeaning(leaf, prior, leaf.default as Value)
        ? prior
        : (leaf.default as Value);
    case "managed":
      return prior === undefined || scope.owned.owns(path) ? null : prior;
    case "assigned":
      return prior === undefined ? unknown : prior;
  }
}

function proposeNested(nested: Nested, place: Place): Value {
  const { prior, configuration } = place;
  if (nested.role === "computed") return prior === undefined ? unknown : prior;
  if (isUnknown(configuration)) return configuration;
  if (isObject(configuration))
    return proposeObject(nested.attributes, { ...place, prior: prior ?? undefined, configuration });
  if (!isObject(prior)) return null;
  if (nested.role !== "managed") return null;
  const planned = proposeObject(nested.attributes, { ...place, configuration: {} });
  if (equal(planned, prior)) return prior;
  return Object.values(planned).every((value) => value === null) ? null : planned;
}

function proposeSlots(slots: Slots, place: Place): Value {
  const { prior, configuration, path, scope } = place;
  if (slots.role === "computed") return prior === undefined ? unknown : prior;
  if (isUnknown(configuration)) return configuration;
  const before = isObject(prior) ? prior : {};
  const isOurs = (slot: string) => slots.role !== "managed" || scope.owned.ownsAnythingIn([...path, slot]);
  if (!isObject(configuration)) {
    const kept = Object.entries(before).filter(([slot]) => !isOurs(slot));
    if (kept.length === Object.keys(before).length) return prior ?? null;
    return kept.length === 0 ? null : Object.fromEntries(kept);
  }
  const planned = Object.fromEntries(
    Object.entries(configuration).map(([slot, element]) => [
      slot,
      proposeSlot(slots, element, { ...place, prior: before[slot], path: [...path, slot] }),
    ]),
  );
  const foreign = Object.keys(before).filter((slot) => !(slot in planned) && !isOurs(slot));
  if (foreign.length === 0) return isObject(prior) && equal(planned, prior) ? prior : planned;
  // Terraform takes a map with more keys than the code only if it is the prior map as a whole.
  const together = {
    ...planned,
    ...Object.fromEntries(foreign.map((slot) => [slot, before[slot] as Value])),
  };
  if (equal(together, before)) return before;
  for (const slot of foreign) scope.report(foreignSlot(path, slot));
  return planned;
}

function proposeSlot(slots: Slots, configuration: Value, place: Omit<Place, "configuration">): Value {
  if (place.prior === undefined && place.scope.others.has(pathText(place.path)))
    place.scope.report(slotTaken(place.path));
  if (!isObject(configuration)) return configuration;
  return proposeObject(slots.attributes, { ...place, configuration });
}

function proposeEntries(entries: Entries, place: Place): Value {
  const { prior, configuration, path, scope } = place;
  if (entries.role === "computed") return prior === undefined ? unknown : prior;
  if (isUnknown(configuration)) return configuration;
  if (!isList(configuration)) {
    if (entries.role === "managed" && prior !== undefined && !scope.owned.owns(path)) return prior;
    return entries.block === true ? [] : null;
  }
  const before = isList(prior) ? prior : [];
  const planned = configuration.map((entry, index) =>
    isObject(entry)
      ? proposeObject(entries.attributes, {
          ...place,
          // Which entry it was before is told by its place, if places count.
          prior: entries.unordered === undefined ? before[index] : undefined,
          configuration: entry,
          path: [...path, index],
        })
      : entry,
  );
  return entries.unordered === "list" && sameEntries(entries, before, planned) ? before : planned;
}

function foreignSlot(path: Path, slot: string): Diagnostic {
  return error(`${pathText([...path, slot])} exists, is not in the code and was not made by it`, {
    path: [...path, slot],
    detail:
      `Another slot of "${pathText(path)}" changes, and this one can't stay out of the code then. ` +
      `Write ${slot} in the code, import it as owned (own=${pathText([...path, slot])}), or ignore its changes (ignore_changes).`,
  });
}

function slotTaken(path: Path): Diagnostic {
  return error(`${pathText(path)} is already in use`, {
    path,
    detail: `The object has a ${String(path.at(-1))} that this code did not make. Take a free slot, or import it as owned (own=${pathText(path)}).`,
  });
}
