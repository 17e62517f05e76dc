import type { Outcome } from "./repeat.js";

/** How long a node that did not answer is taken for silent, in milliseconds. */
const memory = 30_000;

/** Nodes that could not be reached by the node that was asked: reads of them fail at once for a while. */
export class SilentNodes {
  readonly #silent = new Map<string, { readonly outcome: Outcome; readonly since: number }>();

  /** What a read of this node comes to; undefined where the node has to be asked. */
  outcomeOf(node: string): Outcome | undefined {
    const known = this.#silent.get(node);
    if (known === undefined || Date.now() - known.since < memory) return known?.outcome;
    this.#silent.delete(node);
    return undefined;
  }

  /** Takes note of what a request in the end came to. */
  note(node: string, outcome: Outcome): void {
    if (node === "" || outcome.kind !== "answer") return;
    const { status } = outcome.answer;
    if (status === 595 || status === 596) this.#silent.set(node, { outcome, since: Date.now() });
    else this.#silent.delete(node);
  }
}
