import type { Attribute, Attributes } from "../../../../../lib/schema/attribute.js";
import { sameMeaning } from "../../../../../lib/schema/canonical.js";
import type { Change } from "../../../../../lib/schema/resource.js";
import { isObject, isUnknown, type Value, type ValueObject } from "../../../../../lib/value/value.js";

/** What of a wish a new guest does not have yet: a blank one nothing, a copy what its origin had. */
export function changesToward(
  attributes: Attributes,
  { planned, seen }: { readonly planned: ValueObject; readonly seen: ValueObject },
): readonly Change[] {
  return inObject(attributes, { planned, seen, path: [] });
}

interface Pair {
  readonly planned: ValueObject;
  readonly seen: ValueObject;
  readonly path: readonly string[];
}

function inObject(within: Attributes, { planned, seen, path }: Pair): readonly Change[] {
  const versions = Object.values(within).flatMap((each) =>
    each.kind === "leaf" && each.writeOnly !== undefined ? [each.writeOnly.version] : [],
  );
  return Object.entries(within).flatMap(([name, attribute]) =>
    // A version of what is only written says nothing of the object.
    versions.includes(name)
      ? []
      : inAttribute(attribute, {
          wanted: planned[name] ?? null,
          now: seen[name] ?? null,
          path: [...path, name],
        }),
  );
}

interface Place {
  readonly wanted: Value;
  readonly now: Value;
  readonly path: readonly string[];
}

function inAttribute(attribute: Attribute, { wanted, now, path }: Place): readonly Change[] {
  if (wanted === null || isUnknown(wanted) || attribute.role === "computed") return [];
  switch (attribute.kind) {
    case "leaf":
      if (attribute.origin === true || attribute.effect === "recorded") return [];
      return now !== null && sameMeaning(attribute, now, wanted) ? [] : [change(path, now, wanted)];
    case "nested":
      return isObject(wanted)
        ? inObject(attribute.attributes, { planned: wanted, seen: isObject(now) ? now : {}, path })
        : [];
    case "slots":
      return Object.entries(isObject(wanted) ? wanted : {}).flatMap(([slot, element]) => {
        const standing = isObject(now) ? now[slot] : undefined;
        if (!isObject(element)) return [];
        return isObject(standing)
          ? inObject(attribute.attributes, { planned: element, seen: standing, path: [...path, slot] })
          : [change([...path, slot], null, known(element))];
      });
    case "entries":
      return [change(path, now, wanted)];
  }
}

function change(path: readonly string[], before: Value, after: Value): Change {
  return { path, before, after, effect: "live", sensitive: false };
}

/** Without what only PVE can tell. */
function known(values: ValueObject): ValueObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isUnknown(value)));
}
