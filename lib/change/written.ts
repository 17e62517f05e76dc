import type { Attribute, Attributes } from "../schema/attribute.js";
import { named } from "../schema/named.js";
import type { Change } from "../schema/resource.js";
import { pathText, type Path } from "../value/path.js";
import { isObject, type Value, type ValueObject } from "../value/value.js";
import { withoutPaths } from "./ownership.js";

/** What is owned after changes were written: what we wrote is ours, what we cleared no longer is. */
export function ownedAfter(
  attributes: Attributes,
  owned: readonly string[],
  changes: readonly Change[],
): readonly string[] {
  const cleared = changes.filter(({ after }) => after === null).map(({ path }) => path);
  const kept = withoutPaths(owned, cleared);
  const added = changes
    .filter(({ after }) => after !== null)
    .flatMap(({ path, after }) => managedPaths(attributes, path, after))
    .map(pathText);
  return [...new Set([...kept, ...added])].sort();
}

/** The managed leaves and slots that a whole new object wrote. */
export function ownedByCreation(attributes: Attributes, planned: ValueObject): readonly string[] {
  return [...new Set(writtenIn(attributes, planned, []).map(pathText))].sort();
}

function managedPaths(attributes: Attributes, path: Path, value: Value): readonly Path[] {
  const [name, ...rest] = path;
  const attribute = name === undefined ? undefined : attributes[name];
  return attribute === undefined ? [] : descend(attribute, [path[0] as string], { rest, value });
}

function descend(
  attribute: Attribute,
  at: Path,
  { rest, value }: { readonly rest: Path; readonly value: Value },
): readonly Path[] {
  const [step, ...further] = rest;
  if (step === undefined) return written(attribute, value, at);
  if (attribute.kind === "leaf" || attribute.kind === "entries") return [at];
  if (attribute.kind === "slots") {
    const slot = [...at, step];
    if (further.length === 0)
      return [slot, ...(isObject(value) ? writtenIn(attribute.attributes, value, slot) : [])];
    return child(attribute.attributes, slot, { rest: further, value });
  }
  return child(attribute.attributes, at, { rest, value });
}

function child(
  attributes: Attributes,
  at: Path,
  { rest, value }: { readonly rest: Path; readonly value: Value },
): readonly Path[] {
  const [name, ...further] = rest;
  const attribute = name === undefined ? undefined : attributes[name];
  return attribute === undefined ? [] : descend(attribute, [...at, name as string], { rest: further, value });
}

function writtenIn(attributes: Attributes, values: ValueObject, path: Path): readonly Path[] {
  return named(attributes).flatMap(([name, attribute]) =>
    written(attribute, values[name] ?? null, [...path, name]),
  );
}

function written(attribute: Attribute, value: Value, path: Path): readonly Path[] {
  if (value === null) return [];
  switch (attribute.kind) {
    case "leaf":
      return attribute.role === "managed" && attribute.origin !== true ? [path] : [];
    case "nested":
      return isObject(value) ? writtenIn(attribute.attributes, value, path) : [];
    case "slots":
      return isObject(value)
        ? Object.entries(value).flatMap(([slot, element]) => [
            ...(attribute.role === "managed" ? [[...path, slot]] : []),
            ...(isObject(element) ? writtenIn(attribute.attributes, element, [...path, slot]) : []),
          ])
        : [];
    case "entries":
      return attribute.role === "managed" ? [path] : [];
  }
}
