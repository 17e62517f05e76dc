import type { Value, ValueObject } from "../../lib/value/value.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";

/** What the contract suite must know of a resource type to try everything on it. */
export interface Subject {
  /** Full type name. */
  readonly type: string;
  /** What must stand there before. */
  prepare?(pve: Simulation): Promise<void>;
  /** The least code that makes one. */
  readonly code: ValueObject;
  /** Two values for each attribute that can change in place, by path; a path through a slot names the slot. */
  readonly changes: Readonly<Record<string, readonly [Value, Value]>>;
  /** Attributes that aren't tried one by one, and why. */
  readonly untried: Readonly<Record<string, string>>;
  /** What must be written beside an attribute, by its path. */
  readonly beside?: Readonly<Record<string, ValueObject>>;
  /** Attributes that have values of their own when they are cleared; false if nothing can be cleared. */
  readonly replacement: ValueObject;
  /** Somebody else changes what the code says. */
  tamper(pve: Simulation): Promise<void>;
  /** The attribute that is changed by `tamper`. */
  readonly tampered: string;
  /** Somebody else removes the object. */
  takeAway(pve: Simulation): Promise<void>;
  readonly importId: string;
  /** For slots: where, an element to add, and how somebody else plugs one there. */
  readonly slots?: readonly SubjectSlot[];
  /** Attributes that only the code knows, so that an import can't show them. */
  readonly unreadable?: readonly string[];
  /** What makes it a certain object, where its identity is chosen for it. */
  readonly named?: ValueObject;
  readonly secret?: SubjectSecret;
  /** A singleton is never refused, it is taken over. */
  readonly alwaysExists?: true;
  /** The attribute that never goes back to what it was. */
  readonly grows?: string;
  /** How the data that goes with it is named. */
  readonly losesData?: RegExp;
}

export interface SubjectSlot {
  readonly path: string;
  readonly slot: string;
  readonly element: ValueObject;
  plug(pve: Simulation): Promise<void>;
}

/** A text that must never be written down where Terraform's format leaves a choice. */
export interface SubjectSecret {
  readonly text: string;
  /** The code that says it at first, and that says it again. */
  readonly wishes: readonly ValueObject[];
  /** Whether it arrived, as far as that can be seen. */
  isKept(pve: Simulation): boolean;
}

/** The code with a value at a path; null takes it out. */
export function withValue(code: ValueObject, path: readonly (string | number)[], value: Value): ValueObject {
  const [step, ...rest] = path;
  if (step === undefined) return code;
  const name = String(step);
  const inner = code[name];
  if (rest.length > 0) {
    const next = withValue(
      (typeof inner === "object" && inner !== null ? inner : {}) as ValueObject,
      rest,
      value,
    );
    return { ...code, [name]: next };
  }
  const { [name]: _old, ...others } = code;
  return value === null ? others : { ...code, [name]: value };
}

/** One object laid over another, at every depth. */
export function laidOver(below: ValueObject, above: ValueObject): ValueObject {
  const merged = Object.entries(above).map(([name, value]): [string, Value] => {
    const old = below[name];
    const bothObjects = isPlain(old) && isPlain(value);
    return [name, bothObjects ? laidOver(old, value) : value];
  });
  return { ...below, ...Object.fromEntries(merged) };
}

function isPlain(value: Value | undefined): value is ValueObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
