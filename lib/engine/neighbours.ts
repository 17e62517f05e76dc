import type { OutputNode } from "./planning/output-node.js";

/** What a stack will put out once its plan is applied. Holds secrets in clear. */
export interface Promised {
  readonly stack: string;
  readonly outputs: readonly OutputNode[];
  readonly hasChanges: boolean;
}

/** What the stacks of one command know of each other before their states tell it. */
export class Neighbours {
  readonly #promised = new Map<string, Promised>();
  readonly #applied = new Set<string>();

  /** Says what a stack will put out, to those that refer to its state. */
  promise(statePath: string, promised: Promised): void {
    this.#promised.set(statePath, promised);
  }

  /** Says that a stack's plan is being carried out: from here on its state tells. */
  withdraw(statePath: string): void {
    this.#promised.delete(statePath);
  }

  /** What the stack with this state will put out; undefined where its state tells. */
  promisedAt(statePath: string): Promised | undefined {
    return this.#promised.get(statePath);
  }

  /** Whether a stack was planned, with something to do, and is yet to be applied. */
  isToChange(stack: string): boolean {
    return [...this.#promised.values()].some((each) => each.stack === stack && each.hasChanges);
  }

  /** Says that all was done that a stack's plan promised. */
  applied(stack: string): void {
    this.#applied.add(stack);
  }

  wasApplied(stack: string): boolean {
    return this.#applied.has(stack);
  }
}
