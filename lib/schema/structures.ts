import type { Attributes, EffectOf, Entries, Nested, Role, SlotNames, Slots } from "./attribute.js";

type AuthorRole = Exclude<Role, "assigned">;

/** An object with named attributes inside another. */
export function nested<R extends AuthorRole, A extends Attributes>(
  role: R,
  description: string,
  shape: { readonly attributes: A; readonly block?: true },
): Nested<A, R> {
  return { kind: "nested", role, description, ...shape };
}

/** A map of devices keyed by slot. */
export function slots<R extends AuthorRole, A extends Attributes>(
  role: R,
  description: string,
  shape: { readonly slot: SlotNames; readonly attributes: A; readonly effect?: EffectOf },
): Slots<A, R> {
  return { kind: "slots", role, description, ...shape };
}

/**
 * A document of entries, whose order counts if not said otherwise. Throws for a list without order whose attributes may
 * be absent: Terraform takes another order than the code's only where each attribute has a value.
 */
export function entries<R extends AuthorRole, A extends Attributes>(
  role: R,
  description: string,
  shape: Omit<Entries<A, R>, "kind" | "role" | "description">,
): Entries<A, R> {
  const mayLack = Object.entries(shape.attributes).find(
    ([, each]) => each.role !== "required" && (each.kind !== "leaf" || each.default === undefined),
  );
  if (shape.unordered === "list" && mayLack !== undefined)
    throw new Error(`entries in any order: "${mayLack[0]}" is neither required nor has a default`);
  return { kind: "entries", role, description, ...shape };
}
