import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Checks, Need } from "../../schema/need.js";
import type { Tasks } from "../../schema/provider.js";
import type { Resource } from "../../schema/resource.js";
import type { ValueObject } from "../../value/value.js";
import type { Instance } from "../instance.js";
import type { Journal } from "../journal.js";

/** One object to bring from prior to planned. A replacement is a deletion and a creation, two steps. */
export interface Step<C> {
  readonly resource: Resource<C>;
  /** Full type name, as the journal keeps it. */
  readonly typeName: string;
  readonly address?: string;
  /** Undefined: it is to be made. */
  readonly prior: Instance | undefined;
  /** Undefined: it is to go. */
  readonly planned: ValueObject | undefined;
  /** The configuration, from which only write-only values are taken. */
  readonly configuration: ValueObject;
}

/** What a step runs in. */
export interface Surroundings<C extends Tasks> {
  readonly connection: C;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** Finds out whether what the step needs holds; nothing is checked if not said. */
  check?(needs: readonly Need[]): Promise<Checks>;
  report(event: StepEvent): void;
}

/** How far a step is, for whoever shows it. */
export type StepEvent =
  | { readonly kind: "progress"; readonly what: string; readonly fraction?: number }
  | { readonly kind: "task"; readonly task: string }
  | { readonly kind: "log"; readonly line: string };

/** How a step ended. */
export interface Outcome {
  /** What the state must hold now; undefined: nothing. */
  readonly instance: Instance | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The journal's entry, to be closed once the state holds the instance. */
  readonly intent?: string;
}

/** A step that makes something. */
export type Making<C> = Step<C> & { readonly planned: ValueObject };
