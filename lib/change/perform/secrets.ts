import type { Attributes } from "../../schema/attribute.js";
import { equal } from "../../value/equal.js";
import { isObject, type ValueObject } from "../../value/value.js";

/** The write-only values to write: all at creation, later those whose version changed. */
export function secretsToWrite(
  attributes: Attributes,
  configuration: ValueObject,
  versions: { readonly prior: ValueObject | undefined; readonly planned: ValueObject },
): ValueObject {
  const { prior, planned } = versions;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]): [string, ValueObject[string]][] => {
      const value = configuration[name] ?? null;
      if (value === null) return [];
      if (attribute.kind === "leaf") {
        if (attribute.writeOnly === undefined) return [];
        const version = attribute.writeOnly.version;
        return prior === undefined || !equal(prior[version] ?? null, planned[version] ?? null)
          ? [[name, value]]
          : [];
      }
      if (attribute.kind !== "nested" || !isObject(value)) return [];
      const [before, after] = [prior?.[name], planned[name]];
      const inner = secretsToWrite(attribute.attributes, value, {
        prior: isObject(before) ? before : undefined,
        planned: isObject(after) ? after : {},
      });
      return Object.keys(inner).length === 0 ? [] : [[name, inner]];
    }),
  );
}
