import type { Attribute, Attributes } from "../../lib/schema/attribute.js";
import { equal } from "../../lib/value/equal.js";
import { pathText, type Path } from "../../lib/value/path.js";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "../../lib/value/value.js";

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
      prior: plan.prior?.[name] ?? null,
      configuration: plan.configuration[name] ?? null,
      planned: plan.planned[name] ?? null,
    }),
  );
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
  if (prior !== null && configuration !== null && equal(planned, prior)) return [];
  if (configuration === null && isOptionalComputed(attribute)) return [];
  if (attribute.kind === "leaf" || isUnknown(configuration))
    return fail("planned is neither the configuration nor prior");
  switch (attribute.kind) {
    case "nested":
      if (!isObject(configuration) || !isObject(planned))
        return fail("planned and configuration disagree about its existence");
      return inner(attribute.attributes, path, { prior, configuration, planned });
    case "slots":
      if (!isObject(configuration) || !isObject(planned))
        return fail("planned and configuration disagree about its existence");
      if (Object.keys(configuration).sort().join() !== Object.keys(planned).sort().join())
        return fail("planned has other keys than the configuration");
      return Object.keys(configuration).flatMap((slot) =>
        inner(attribute.attributes, [...path, slot], {
          prior: isObject(prior) ? (prior[slot] ?? null) : null,
          configuration: configuration[slot] ?? null,
          planned: planned[slot] ?? null,
        }),
      );
    case "entries": {
      const written = isList(configuration) ? configuration : [];
      if (!isList(planned) || planned.length !== written.length)
        return fail("planned has another number of entries than the configuration");
      return written.flatMap((entry, index) =>
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
