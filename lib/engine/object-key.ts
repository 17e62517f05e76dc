import { identityOf } from "../change/perform/read.js";
import type { Resource } from "../schema/resource.js";
import { containsUnknown, type ValueObject } from "../value/value.js";

export interface Meaning {
  readonly definition: Pick<Resource, "type" | "identity">;
  /** The alias of the provider that reaches it. */
  readonly alias: string | undefined;
  readonly attributes: ValueObject;
}

/** Stands for the object that attributes mean; undefined where they mean none, or can't tell yet which. */
export function objectKey({ definition, alias, attributes }: Meaning): string | undefined {
  if (definition.identity.length === 0) return undefined;
  const identity = identityOf(definition, attributes);
  return containsUnknown(identity) ? undefined : JSON.stringify([definition.type, alias ?? null, identity]);
}
