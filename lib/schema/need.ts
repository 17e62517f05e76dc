import type { Diagnostic } from "../diagnostic/diagnostic.js";
import type { Path } from "../value/path.js";
import type { ValueObject } from "../value/value.js";

/** What must hold in the world for a planned change to succeed: a login over SSH, a privilege. The provider knows the kinds. */
export interface Need {
  readonly kind: string;
  /** What exactly, in the kind's own words. Holds no secrets. */
  readonly subject: ValueObject;
  /** Why, for a person: `the API has no upload for snippets`. */
  readonly because: string;
  /** The attribute that brings it about. */
  readonly path?: Path;
}

/** A need with the object that has it. */
export interface PlacedNeed extends Need {
  readonly address?: string;
  readonly construct?: string;
  /** `maybe`: something of this stack that is applied before may still bring it about. */
  readonly unmet: "certainly" | "maybe" | "maybe by another stack";
  /** The addresses of the objects whose changes come before; undefined where nobody knows them. */
  readonly after?: ReadonlySet<string>;
}

/** What came of checking needs: what holds, in a few words each, and what doesn't. */
export interface Checks {
  readonly held: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}
