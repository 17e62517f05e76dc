import type { Diagnostic } from "../diagnostic/diagnostic.js";
import type { Path } from "../value/path.js";
import type { Value, ValueObject } from "../value/value.js";
import type { Attributes, Facts, Values } from "./attribute.js";
import type { Effect } from "./effect.js";
import type { ImportId } from "./import-id.js";
import type { Need } from "./need.js";

/** What `read` found: the whole object in the shape of its attributes, and what else planning must know. */
export interface Observed<A extends Attributes = Attributes> {
  readonly attributes: Partial<Values<A>>;
  readonly facts?: Facts;
}

/** One leaf, or one whole slot, that differs between prior and planned. */
export interface Change {
  readonly path: Path;
  readonly before: Value;
  readonly after: Value;
  readonly effect: Effect;
  /** Masked when shown. */
  readonly sensitive: boolean;
}

/** What a verb may use beside its arguments. */
export interface Work<C> {
  readonly connection: C;
  /** Waits for a task and reports its progress; throws a refusal with the log's end if it fails, or is called off by the signal. */
  task(id: string, signal?: AbortSignal): Promise<void>;
  /** Tells the person how far the work is: `importing disk scsi0`, 0.62. */
  progress(what: string, fraction?: number): void;
  warn(diagnostic: Diagnostic): void;
  /**
   * Writes the identity that is about to be made into the journal, and what only this request will have put there
   * (a random number in it), if there is such a thing. Call before the request that makes it.
   */
  intend(identity: ValueObject, proof?: string | null): Promise<void>;
  /** Takes computed values that only the answer to the creation tells (a token's secret) into the state, and nowhere else. */
  reveal(values: ValueObject): void;
  readonly signal: AbortSignal;
}

/** What is to be made. Null also stands for what the object decides. */
export interface Creation<A extends Attributes> {
  readonly planned: Values<A>;
  /** Values of write-only attributes, in the attributes' shape. */
  readonly secrets: ValueObject;
}

export interface Update<A extends Attributes> {
  readonly identity: ValueObject;
  readonly prior: Values<A>;
  readonly planned: Values<A>;
  readonly changes: readonly Change[];
  readonly secrets: ValueObject;
  /** The object as it was read just before. Its facts carry the digest to send. */
  readonly observed: Observed<A>;
}

export interface Deletion<A extends Attributes> {
  readonly identity: ValueObject;
  readonly prior: Values<A>;
  readonly observed: Observed<A>;
}

/** A change that is about to be made. Values may be unknown. */
export type Intended<A extends Attributes = Attributes> =
  | { readonly action: "create"; readonly planned: ValueObject }
  | {
      readonly action: "update";
      readonly prior: Values<A>;
      readonly planned: ValueObject;
      readonly changes: readonly Change[];
      readonly facts: Facts;
    }
  | { readonly action: "delete"; readonly prior: Values<A>; readonly facts: Facts };

/** A creation that was interrupted before its request was answered. */
export interface Begun {
  readonly identity: ValueObject;
  /** What only that request can have put there; null where there is no such thing. */
  readonly proof: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** What an object is to be, as far as its author said it, and what it is. */
export interface Outlook {
  /** All attributes by name; null where the author wrote nothing. Values may be unknown. */
  readonly configuration: ValueObject;
  /** Undefined where the object is to be made. */
  readonly prior: { readonly attributes: ValueObject; readonly facts: Facts } | undefined;
}

export interface Foresight {
  /** Attributes that are `foreseen`, by name. */
  readonly values: ValueObject;
  readonly diagnostics?: readonly Diagnostic[];
}

/** What a resource type can do. */
export interface Verbs<C, A extends Attributes> {
  /** The object, or undefined if it is provably gone. Any doubt is thrown. */
  read(connection: C, identity: ValueObject): Promise<Observed<A> | undefined>;
  /** Makes the object and returns its identity. */
  create?(work: Work<C>, creation: Creation<A>): Promise<ValueObject>;
  /** Brings the object from prior to planned. Without it every change replaces. */
  update?(work: Work<C>, update: Update<A>): Promise<void>;
  delete?(work: Work<C>, deletion: Deletion<A>): Promise<void>;
  /** What must hold in the world for a change; asked before anything is written. Reads at most. */
  needs?(connection: C, change: Intended<A>): Promise<readonly Need[]>;
  /**
   * Looks at what an object follows from beside its code: a file that is to be sent. Called whenever it is planned, in
   * an apply once more: what was planned and comes out differently then is not done. Reads at most.
   */
  foresee?(outlook: Outlook): Promise<Foresight>;
  /** Whether an object that stands where an interrupted create wanted it was made by that create. Yes if not said. */
  isOurs?(connection: C, intent: Begun): Promise<boolean>;
}

/** What is checked or worked out over several attributes at once; pure. */
export interface Rules<A extends Attributes> {
  /** Wrong combinations in the configuration. Values may be null or unknown. */
  check?(configuration: ValueObject): readonly Diagnostic[];
  /** What is impossible for a new object, though it would be possible for one that exists: a disk without a size. */
  checkCreation?(planned: ValueObject): readonly Diagnostic[];
  /** What is impossible given what exists: a disk that shrinks. */
  checkChange?(prior: Values<A>, planned: ValueObject, facts: Facts): readonly Diagnostic[];
  /** What keeps the object from going, in a removal or for a replacement: its own protection. */
  checkRemoval?(prior: Values<A>, facts: Facts): readonly Diagnostic[];
  /** Whether making the object may take the place of one that exists; never if not said. */
  overwrites?(planned: Values<A>): boolean;
  /**
   * Fills in what follows from other planned values (a rule's position, an id). Must not touch what the author wrote,
   * though it is not known yet: what stands in the configuration.
   */
  derive?(planned: ValueObject, prior: ValueObject | null, configuration: ValueObject): ValueObject;
  /** What a person must know of an object even where nothing is to be done: that a change still waits for a restart. */
  remark?(planned: ValueObject): readonly Diagnostic[];
  /**
   * In a few words what a new object will be, for plans: `2 cores, 2 GiB, net0 vmbr0`. Where a value is secret or not
   * known yet, the words that a screen has for that stand in its place.
   */
  summary?(planned: ValueObject): string;
  /** Names the data that is lost when the object goes, shown to the author or not: `disk scsi0 (32 GiB)`. */
  data?(prior: Values<A>, facts: Facts): readonly string[];
}

/** One kind of object: all that plan, apply, schema, documentation, constructs and tests are made from. */
export interface Definition<C, A extends Attributes> {
  /** Short type name: `vm` for `proxmox_vm`. */
  readonly type: string;
  /** Full names under which users of other tools know it. */
  readonly aliases?: readonly string[];
  readonly description: string;
  /** The endpoint or document the facts come from. */
  readonly source: string;
  readonly attributes: A;
  /** The attributes that say which object it is; a change of one replaces. */
  readonly identity: readonly (keyof A & string)[];
  readonly importId: ImportId;
  /** One object that is always there: create takes over, delete puts back what was before. */
  readonly singleton?: true;
  /** The shape's version in the state. */
  readonly version?: number;
  /** The attribute (a flag) that allows the loss of data when the object goes. */
  readonly dataLossAttribute?: keyof A & string;
  readonly rules?: Rules<A>;
  readonly verbs: Verbs<C, A>;
}

/** A definition whose attributes are no longer known to the compiler; what every reader of definitions takes. */
export type Resource<C = unknown> = Definition<C, Attributes>;

/** Describes a resource type. Throws at once where a name in it does not exist. */
export function resource<C, const A extends Attributes>(definition: Definition<C, A>): Resource<C> {
  for (const name of [
    ...definition.identity,
    ...(definition.dataLossAttribute === undefined ? [] : [definition.dataLossAttribute]),
  ])
    if (!(name in definition.attributes)) throw new Error(`${definition.type}: no attribute "${name}"`);
  return definition as unknown as Resource<C>;
}
