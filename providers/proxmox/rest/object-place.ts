import type { Value, ValueObject } from "../../../lib/value/value.js";
import type { Place } from "./place.js";

/** An answer that tells one object. */
export type Row = Readonly<Record<string, unknown>>;

/** Where a regular object lives in the API, and how it answers. */
export interface ObjectPlace {
  /** The object itself; the parts of its address are its identity. */
  readonly own: Place;
  /** Where it is made; the parts of the identity that stand in it are not sent again. */
  readonly collection: Place;
  /** Where it is read. */
  readonly told: Place;
  /** The attributes that follow from the identity: `id`. */
  derived(identity: ValueObject): ValueObject;
  /** Attributes that no answer tells and whose changes have a call of their own. */
  readonly apart: readonly { readonly attribute: string; readonly place: Place }[];
  /** Brings an answer into an object whose keys the attributes name; undefined where the object is not in it. */
  row?(answer: unknown, identity: ValueObject): Row | undefined;
  /** The attributes that no key of the row tells. */
  more?(row: Row): ValueObject;
  /** Attributes that only the answer to the creation tells. */
  readonly reveal: Readonly<Record<string, (answer: Row) => Value>>;
  /** Whether a change must repeat everything, since what is not said is gone. */
  readonly whole: boolean;
}

/** The attributes that say which object it is. */
export function identityIn({ own }: Pick<ObjectPlace, "own">, values: ValueObject): ValueObject {
  return Object.fromEntries(own.names.map((name) => [name, values[name] ?? null]));
}
