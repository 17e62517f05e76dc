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

/** A document of entries, whose order counts if not said otherwise. */
export function entries<R extends AuthorRole, A extends Attributes>(
  role: R,
  description: string,
  shape: {
    readonly attributes: A;
    readonly block?: true;
    readonly replace?: true;
    readonly unordered?: true;
  },
): Entries<A, R> {
  return { kind: "entries", role, description, ...shape };
}
