import type { Observed, Resource, Work } from "../../schema/resource.js";
import { containsUnknown, isObject, type Value, type ValueObject } from "../../value/value.js";
import { decide } from "../decide.js";
import type { Instance } from "../instance.js";
import { identityOf } from "./read.js";

export interface Way {
  readonly prior: Instance;
  readonly planned: ValueObject;
  readonly secrets: ValueObject;
  readonly observed: Observed;
}

/** Brings an existing object from prior to planned by its update verb; nothing is sent where nothing differs. */
export async function bring<C>(
  resource: Resource<C>,
  work: Work<C>,
  { prior, planned, secrets, observed }: Way,
): Promise<void> {
  const wish = knownFrom(planned, prior.attributes);
  const changes = decide(resource as Resource, { prior, planned: wish }).changes.filter(
    ({ effect }) => effect !== "recorded",
  );
  if (changes.length === 0 && Object.keys(secrets).length === 0) return;
  if (resource.verbs.update === undefined) throw new Error(`${resource.type} has no update`);
  await resource.verbs.update(work, {
    identity: identityOf(resource, prior.attributes),
    prior: prior.attributes,
    planned: wish,
    changes,
    secrets,
    observed,
  });
}

/** The wish with what stands there now wherever only the object can tell. */
function knownFrom(planned: ValueObject, now: ValueObject): ValueObject {
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]): [string, Value] => {
      const seen = now[name] ?? null;
      if (isObject(value)) return [name, knownFrom(value, isObject(seen) ? seen : {})];
      return [name, containsUnknown(value) ? seen : value];
    }),
  );
}
