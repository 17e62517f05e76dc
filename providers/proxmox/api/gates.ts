import { Gate } from "./gate.js";

/** Three workers serve each of a node's proxy and daemon: more requests at once gain nothing. */
const perNode = 10;
/** The node that is asked passes on what concerns others. */
const altogether = 30;

/** Limits the requests in flight: for each node that has to do something, and altogether. */
export class Gates {
  readonly #whole = new Gate(altogether);
  readonly #nodes = new Map<string, Gate>();

  /** `node` is empty for what concerns no node in particular. */
  run<T>(node: string, work: () => Promise<T>): Promise<T> {
    const gate = this.#nodes.get(node) ?? new Gate(perNode);
    this.#nodes.set(node, gate);
    return gate.run(() => this.#whole.run(work));
  }
}
