import type { z } from "zod";

import type { Value, ValueObject } from "../value/value.js";
import type { Effect } from "./effect.js";

/**
 * Who decides an attribute's value:
 *
 * - `required`: the author must
 * - `optional`: the author may; unset means absent, or the stated default
 * - `managed`: the author may; unset means unmanaged: left as it is, unless we wrote it once
 * - `computed`: the object does
 * - `assigned`: the author may, else the object does, once
 */
export type Role = "required" | "optional" | "managed" | "computed" | "assigned";

/** How a value that leaves the code is taken from the object. */
export type Clear = "delete" | "replace" | { readonly value: Value };

/** One attribute's change, as its effect function sees it. */
export interface AttributeChange {
  readonly before: Value;
  readonly after: Value;
  /** The attributes around it: the slot's or object's own, before and after (null where it did not or will not exist). */
  readonly siblings: { readonly before: ValueObject | null; readonly after: ValueObject | null };
  /** The whole object: what a change costs may hang on a policy that stands at its top. */
  readonly object: { readonly before: ValueObject; readonly after: ValueObject };
  /** The slot's name (`scsi0`), where the attribute lies in one. */
  readonly slot?: string;
}

/** What the last read found out about the object beside its attributes (run state, hot-plug setting). */
export type Facts = ValueObject;

export type EffectOf = Effect | ((change: AttributeChange, facts: Facts) => Effect);

/** An attribute that holds one value: a scalar, or a list, set or map of scalars. */
export interface Leaf<T = unknown, R extends Role = Role> extends LeafOptions<T> {
  readonly kind: "leaf";
  readonly role: R;
  readonly type: z.ZodType<T>;
  readonly description: string;
}

export interface LeafOptions<T = unknown> {
  /** Taken where the author writes nothing; only for `optional`. Say what it means, it is documentation too. */
  readonly default?: T;
  /** Reduces a value to what counts in a comparison: `B;a` and `a;b` to the same. */
  canonical?(value: T): unknown;
  /** The value that means the same as the object lacking the key (`""`, `[]`). */
  readonly absent?: T;
  /** How the value is removed from the object. `delete` if not said. */
  readonly clear?: Clear;
  /** What a change costs. `live` if not said. */
  readonly effect?: EffectOf;
  /** A creation input: recorded once, never compared afterwards. */
  readonly origin?: true;
  /** Any change replaces the object. */
  readonly replace?: true;
  /** Masked wherever it is shown; Terraform keeps it in the state. */
  readonly sensitive?: true;
  /** Never in plan or state; written at creation and when the named version attribute changes. */
  readonly writeOnly?: { readonly version: string };
  /** What the object decides becomes unknown until applied where one of these attributes changes. Stable if not said. */
  readonly changesWith?: readonly string[];
  /** For `computed`: planned by what `foresee` found outside of the code, so that a change there is a change of the object. */
  readonly foreseen?: true;
  /** For `computed`: planned by `derive`, so that a known value which differs is a change of the object. */
  readonly derived?: true;
  /** The name on the object's side, where it is not the attribute's own. */
  readonly key?: string;
  /** The value in the object's notation, where it is not the value's own. */
  encode?(value: T): string | number | boolean;
  /** Reads what the object says. */
  decode?(text: string): T;
  /** The object or slot that it stands in can't be without it: who writes another part writes this one, too. */
  readonly essential?: true;
  /** The attribute beside it without which it can't be. */
  readonly requires?: string;
  /** Written in its place where another part of the same notation is, and can't be without it. */
  readonly otherwise?: T;
  readonly deprecated?: string;
}

/** Attributes with a name of their own inside another: `cpu: { cores, type }`. */
export interface Nested<A extends Attributes = Attributes, R extends Role = Role> {
  readonly kind: "nested";
  readonly role: R;
  readonly attributes: A;
  readonly description: string;
  /** Written as a Terraform block, for names that users already have so in their code. */
  readonly block?: true;
}

/** Devices keyed by slot: `disks: { scsi0: {...} }`. Never a list: no reorder, no lost disk. */
export interface Slots<A extends Attributes = Attributes, R extends Role = Role> {
  readonly kind: "slots";
  readonly role: R;
  readonly slot: SlotNames;
  readonly attributes: A;
  readonly description: string;
  /** What plugging or unplugging a whole slot costs. */
  readonly effect?: EffectOf;
}

/** The slots that exist, as a prefix and the highest index: `{ scsi: 30, virtio: 15 }`. */
export type SlotNames = Readonly<Record<string, number>>;

/** A document of entries whose order counts, if not said otherwise: firewall rules. */
export interface Entries<A extends Attributes = Attributes, R extends Role = Role> {
  readonly kind: "entries";
  readonly role: R;
  readonly attributes: A;
  readonly description: string;
  readonly block?: true;
  /** Any change replaces the object. */
  readonly replace?: true;
  /** The order does not count. A `set` has none to Terraform either, a `list` is shown in the author's. */
  readonly unordered?: "set" | "list";
  /** Others put entries of their own into it: those that the code doesn't name are neither shown nor removed. */
  readonly shared?: true;
  /** How many blocks there may be. */
  readonly max?: number;
  readonly deprecated?: string;
}

export type Attribute = Leaf | Nested | Slots | Entries;

export interface Attributes {
  readonly [name: string]: Attribute;
}

/** The TypeScript shape of an object with these attributes, everything known. */
export type Values<A extends Attributes> = { readonly [N in keyof A]: ValueOf<A[N]> };

export type ValueOf<T> =
  T extends Leaf<infer V, infer R>
    ? Maybe<V, R>
    : T extends Nested<infer A, infer R>
      ? Maybe<Values<A>, R>
      : T extends Slots<infer A, infer R>
        ? Maybe<Readonly<Record<string, Values<A>>>, R>
        : T extends Entries<infer A, infer R>
          ? Maybe<readonly Values<A>[], R>
          : never;

type Maybe<V, R> = R extends "required" ? V : V | null;
