import { error, warning, type Diagnostic } from "../diagnostic/diagnostic.js";
import type { Attribute, AttributeChange, Attributes, EffectOf, Facts, Leaf } from "../schema/attribute.js";
import { sameMeaning } from "../schema/canonical.js";
import { worstEffect, type Effect } from "../schema/effect.js";
import { named } from "../schema/named.js";
import type { Change, Resource } from "../schema/resource.js";
import { sameEntries } from "../schema/same-entries.js";
import { equal } from "../value/equal.js";
import { pathText, type Path } from "../value/path.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../value/value.js";
import type { Instance } from "./instance.js";

/** What is to be done with one object. */
export interface Decision {
  readonly action: "none" | "create" | "update" | "replace" | "delete";
  readonly changes: readonly Change[];
  /** The costliest effect of all changes. */
  readonly effect: Effect;
  /** The paths whose change forces replacement. */
  readonly replacedBy: readonly Path[];
  /** Data that is lost, by name. */
  readonly loses: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Choice {
  readonly prior: Instance | undefined;
  /** Undefined where the object is to go. */
  readonly planned: ValueObject | undefined;
  /** Said outside the code (command line) for this object. */
  readonly dataLossAllowed?: true;
}

/** Says what turns prior into planned: which changes, at which cost, and what stands against it. Pure. */
export function decide(resource: Resource, { prior, planned, dataLossAllowed }: Choice): Decision {
  if (prior === undefined && planned === undefined) return { ...nothing };
  if (prior === undefined)
    return {
      ...nothing,
      action: "create",
      effect: "live",
      diagnostics: resource.rules?.checkCreation?.(planned ?? {}) ?? [],
    };
  if (planned === undefined)
    return { ...nothing, action: "delete", ...removal(resource, { prior, allowed: dataLossAllowed }) };

  const object = { before: prior.attributes, after: planned };
  const changes = [
    ...changesBetween(resource.attributes, {
      prior: prior.attributes,
      planned,
      path: [],
      facts: prior.private.facts,
      object,
    }),
    ...openIdentity(resource, object),
  ];
  const remarks = resource.rules?.remark?.(planned) ?? [];
  if (changes.length === 0) return { ...nothing, diagnostics: remarks };
  const replacing = changes.filter((change) => replaces(resource, change));
  const replacedBy = replacing.map(({ path }) => path);
  if (replacedBy.length > 0) {
    const lost = removal(resource, { prior, allowed: dataLossAllowed });
    return {
      ...nothing,
      action: "replace",
      changes: changes.map((change) =>
        replacing.includes(change) ? { ...change, effect: worstEffect([change.effect, "replace"]) } : change,
      ),
      replacedBy,
      ...lost,
      effect: worstEffect([lost.effect, "replace"]),
      diagnostics: [
        ...lost.diagnostics,
        ...(resource.rules?.checkCreation?.(planned) ?? []),
        ...lostToReplacement(prior),
      ],
    };
  }
  return {
    ...nothing,
    action: "update",
    changes,
    effect: worstEffect(changes.map(({ effect }) => effect)),
    diagnostics: [
      ...(resource.rules?.checkChange?.(prior.attributes, planned, prior.private.facts) ?? []),
      ...overwritten(prior, changes),
      ...remarks,
    ],
  };
}

const nothing: Decision = {
  action: "none",
  changes: [],
  effect: "recorded",
  replacedBy: [],
  loses: [],
  diagnostics: [],
};

/** What goes with the object, and what stands against that. */
function removal(
  resource: Resource,
  { prior, allowed }: { readonly prior: Instance; readonly allowed: true | undefined },
): Pick<Decision, "effect" | "loses" | "diagnostics"> {
  const {
    attributes,
    private: { facts },
  } = prior;
  const kept = resource.rules?.checkRemoval?.(attributes, facts) ?? [];
  const data = resource.rules?.data?.(attributes, facts) ?? [];
  if (data.length === 0) return { effect: "live", loses: [], diagnostics: kept };
  const name = resource.dataLossAttribute;
  const isAllowed = allowed === true || name === undefined || attributes[name] === true;
  return {
    effect: "destroys data",
    loses: data,
    diagnostics: isAllowed
      ? kept
      : [
          ...kept,
          error("refused: this would destroy data", {
            path: [name],
            detail: `Lost would be: ${data.join(", ")}. If that is meant, set \`${name} = true\` and apply that first, or pass --allow-data-loss with the resource's address.`,
          }),
        ],
  };
}

/** A new object has what the code says, and nothing of what others set on the old one. */
function lostToReplacement({ private: { others } }: Instance): readonly Diagnostic[] {
  if (others.length === 0) return [];
  return [
    warning("a replacement loses what others set on the object", {
      detail: `Not in the code, and gone with the old object: ${others.join(", ")}.`,
    }),
  ];
}

/** What the object decides is no change while it is unknown; but which object is meant follows from the code alone. */
function openIdentity(
  { attributes, identity }: Resource,
  { before, after }: AttributeChange["object"],
): readonly Change[] {
  return identity
    .filter((name) => attributes[name]?.role === "assigned" && (before[name] ?? null) !== null)
    .filter((name) => isUnknown(after[name] ?? null))
    .map((name) => ({
      path: [name],
      before: before[name] ?? null,
      after: after[name] ?? null,
      effect: "live",
      sensitive: false,
    }));
}

function overwritten(prior: Instance, changes: readonly Change[]): readonly Diagnostic[] {
  const others = new Set(prior.private.others);
  return changes
    .filter(({ path, before, after }) => before === null && after !== null && others.has(pathText(path)))
    .map(({ path }) =>
      warning(`${pathText(path)} already has a value that is not ours`, {
        path,
        detail: "It was set outside this code and will be overwritten.",
      }),
    );
}

function replaces(resource: Resource, { path, after, effect }: Change): boolean {
  if (effect === "recorded") return false;
  if (resource.verbs.update === undefined) return true;
  if (path.length === 1 && resource.identity.includes(String(path[0]))) return true;
  const top = resource.attributes[String(path[0])];
  if (top?.kind === "entries" && top.replace === true) return true;
  const leaf = leafAt(resource.attributes, path);
  return leaf !== undefined && (leaf.replace === true || (leaf.clear === "replace" && after === null));
}

/** The leaf that a path leads to; undefined for a path that ends at a slot, an object or entries. */
export function leafAt(attributes: Attributes, path: Path): Leaf | undefined {
  const [name, ...rest] = path;
  const attribute = name === undefined ? undefined : attributes[name];
  if (attribute === undefined) return undefined;
  if (attribute.kind === "leaf") return rest.length === 0 ? attribute : undefined;
  return leafAt(attribute.attributes, attribute.kind === "nested" ? rest : rest.slice(1));
}

interface Pair {
  readonly prior: ValueObject;
  readonly planned: ValueObject;
  readonly path: Path;
  readonly facts: Facts;
  readonly object: AttributeChange["object"];
  readonly slot?: string;
}

function changesBetween(attributes: Attributes, pair: Pair): readonly Change[] {
  const changes: Change[] = [];
  for (const [name, attribute] of named(attributes)) {
    const [before, after] = [pair.prior[name] ?? null, pair.planned[name] ?? null];
    if (before === null && after === null) continue;
    changes.push(...changesOf(attribute, { ...pair, path: [...pair.path, name] }, { before, after }));
  }
  return changes;
}

interface BeforeAfter {
  readonly before: Value;
  readonly after: Value;
}

function changesOf(attribute: Attribute, pair: Pair, { before, after }: BeforeAfter): readonly Change[] {
  const whole = (effect: EffectOf | undefined): Change => ({
    path: pair.path,
    before,
    after,
    effect: effectOf(effect, pair, { before, after }),
    sensitive: containsSensitive(attribute),
  });
  switch (attribute.kind) {
    case "leaf":
      if (attribute.role === "computed" && !isPlanned(attribute, after)) return [];
      if (attribute.role === "assigned" && isUnknown(after)) return [];
      if (before === null && after === null) return [];
      // An unshown managed key is written whatever it means; everything else changes only if it means something else.
      if (!(before === null && attribute.role === "managed") && sameMeaning(attribute, before, after))
        return [];
      return [whole(attribute.origin === true ? "recorded" : attribute.effect)];
    case "nested":
      if (attribute.role === "computed" || (!isObject(before) && !isObject(after) && !isUnknown(after)))
        return [];
      if (isUnknown(after)) return [whole("live")];
      return changesBetween(attribute.attributes, {
        ...pair,
        prior: isObject(before) ? before : {},
        planned: isObject(after) ? after : {},
      });
    case "slots": {
      if (attribute.role === "computed" || equal(before, after)) return [];
      if (isUnknown(after)) return [whole("live")];
      const old = isObject(before) ? before : {};
      const next = isObject(after) ? after : {};
      return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((slot) => {
        const place = { ...pair, path: [...pair.path, slot], slot };
        const [was, is] = [old[slot] ?? null, next[slot] ?? null];
        if (isObject(was) && isObject(is))
          return changesBetween(attribute.attributes, { ...place, prior: was, planned: is });
        return [
          {
            path: place.path,
            before: was,
            after: is,
            effect: effectOf(attribute.effect, place, { before: was, after: is }),
            sensitive: false,
          },
        ];
      });
    }
    case "entries":
      if (attribute.role === "computed" || sameEntries(attribute, before, after)) return [];
      // What an imported object was made from can't be read; the code may say it without consequences.
      return [whole(attribute.replace === true && isEmptyList(before) ? "recorded" : "live")];
  }
}

/** Whether what the object decides was planned, and does not just follow from other changes. */
function isPlanned({ foreseen, derived }: Leaf, after: Value): boolean {
  return foreseen === true || (derived === true && !isUnknown(after));
}

function isEmptyList(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function effectOf(effect: EffectOf | undefined, pair: Pair, change: BeforeAfter): Effect {
  if (typeof effect !== "function") return effect ?? "live";
  const siblings = { before: pair.prior, after: pair.planned };
  return effect(
    {
      ...change,
      siblings,
      object: pair.object,
      ...(pair.slot === undefined ? {} : { slot: pair.slot }),
    },
    pair.facts,
  );
}

function containsSensitive(attribute: Attribute): boolean {
  return attribute.kind === "leaf"
    ? attribute.sensitive === true
    : Object.values(attribute.attributes).some(containsSensitive);
}
