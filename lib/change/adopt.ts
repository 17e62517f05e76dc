import type { Attribute, Attributes } from "../schema/attribute.js";
import { meansAbsent } from "../schema/canonical.js";
import { named } from "../schema/named.js";
import type { Observed, Resource } from "../schema/resource.js";
import { pathText, type Path } from "../value/path.js";
import { isObject, type Value, type ValueObject } from "../value/value.js";
import { nothingOwned, type Instance } from "./instance.js";
import { refresh } from "./refresh.js";

/**
 * An instance for an object that exists already. With `own`, these leaves and slots are shown and owned; without,
 * every attribute is shown and none owned.
 */
export function adopt(
  resource: Pick<Resource, "attributes">,
  observed: Observed,
  own: readonly Path[] | undefined,
): Instance {
  const seen = observed.attributes as ValueObject;
  const owned =
    own === undefined
      ? []
      : [...new Set(own.flatMap((path) => leavesAt(resource.attributes, seen, path)).map(pathText))];
  const blank: Instance = { attributes: {}, private: { ...nothingOwned, owned } };
  if (own !== undefined) return settled(resource, refresh(resource, blank, observed));
  const all = present(resource.attributes, seen, []).map(pathText);
  const shown = refresh(resource, { ...blank, private: { ...blank.private, owned: all } }, observed);
  return settled(resource, { ...shown, private: { ...shown.private, owned: [] } });
}

/** What nobody says has its stated default: it was so before the import, too. */
function settled({ attributes }: Pick<Resource, "attributes">, instance: Instance): Instance {
  return { ...instance, attributes: withDefaults(attributes, instance.attributes) };
}

function withDefaults(attributes: Attributes, values: ValueObject): ValueObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, Value] => {
      const attribute = attributes[name];
      if (attribute?.kind === "leaf" && attribute.role === "optional")
        return [name, value ?? ((attribute.default ?? null) as Value)];
      const isInside = attribute?.kind === "nested" && isObject(value);
      return [name, isInside ? withDefaults(attribute.attributes, value) : value];
    }),
  );
}

/** The paths named by `own=` that are no attribute of the resource. */
export function unknownNames(attributes: Attributes, own: readonly Path[]): readonly Path[] {
  return own.filter((path) => !isAttributePath(attributes, path));
}

function isAttributePath(attributes: Attributes, [name, ...rest]: Path): boolean {
  const attribute = name === undefined ? undefined : attributes[name];
  if (attribute === undefined) return false;
  if (rest.length === 0) return true;
  switch (attribute.kind) {
    case "leaf":
    case "entries":
      return false;
    case "nested":
      return isAttributePath(attribute.attributes, rest);
    case "slots":
      return rest.length === 1 || isAttributePath(attribute.attributes, rest.slice(1));
  }
}

/** The managed leaves present at or inside a path. */
function leavesAt(attributes: Attributes, observed: ValueObject, path: Path): readonly Path[] {
  return present(attributes, observed, []).filter((leaf) =>
    path.every((step, index) => leaf[index] === step),
  );
}

function present(attributes: Attributes, observed: ValueObject, path: Path): readonly Path[] {
  return named(attributes).flatMap(([name, attribute]) =>
    presentIn(attribute, observed[name] ?? null, [...path, name]),
  );
}

function presentIn(attribute: Attribute, value: Value, path: Path): readonly Path[] {
  switch (attribute.kind) {
    case "leaf":
      return attribute.role === "computed" || attribute.origin === true || meansAbsent(attribute, value)
        ? []
        : [path];
    case "nested":
      return isObject(value) ? present(attribute.attributes, value, path) : [];
    case "slots":
      return isObject(value)
        ? Object.entries(value).flatMap(([slot, element]) => [
            [...path, slot],
            ...(isObject(element) ? present(attribute.attributes, element, [...path, slot]) : []),
          ])
        : [];
    case "entries":
      return Array.isArray(value) && value.length > 0 ? [path] : [];
  }
}
