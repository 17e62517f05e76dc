import type { Intended } from "../schema/resource.js";
import type { ValueObject } from "../value/value.js";
import type { Decision } from "./decide.js";
import type { Instance } from "./instance.js";

/** The changes that a decision comes down to, as a type's needs are asked for: a replacement is a deletion and a creation. */
export function intendedBy(
  { action, changes }: Pick<Decision, "action" | "changes">,
  { prior, planned }: { readonly prior: Instance | undefined; readonly planned: ValueObject | undefined },
): readonly Intended[] {
  const deletion: readonly Intended[] =
    prior === undefined ? [] : [{ action: "delete", prior: prior.attributes, facts: prior.private.facts }];
  const creation: readonly Intended[] = planned === undefined ? [] : [{ action: "create", planned }];
  switch (action) {
    case "none":
      return [];
    case "create":
      return creation;
    case "delete":
      return deletion;
    case "replace":
      return [...deletion, ...creation];
    case "update":
      return prior === undefined || planned === undefined
        ? []
        : [{ action, prior: prior.attributes, planned, changes, facts: prior.private.facts }];
  }
}
