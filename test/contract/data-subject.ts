import type { ValueObject } from "../../lib/value/value.js";

/** What the contract suite must know of a data source to ask it everything. */
export interface DataSubject {
  /** Full type name, by whatever name it is known. */
  readonly type: string;
  /** Questions to a furnished cluster, with some of what their answers say. Together they use every argument. */
  readonly asked: readonly { readonly code: ValueObject; readonly told: ValueObject }[];
  /** Questions that make no sense, whatever there is, with a part of what is said against them. */
  readonly wrong: readonly (readonly [code: ValueObject, text: string])[];
  /** A question that nothing answers, with the argument that is to blame. */
  readonly missing?: readonly [code: ValueObject, argument: string];
  /** What it asks the API that it can't do without; `*` is any one part. */
  readonly path: string;
  /** Attributes that no answer of the furnished cluster tells, and why. */
  readonly untold?: Readonly<Record<string, string>>;
}
