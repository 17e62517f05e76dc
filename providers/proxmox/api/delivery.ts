import { Endpoints } from "./endpoints.js";
import { Gates } from "./gates.js";
import { waitBeforeRepeating, type Outcome } from "./repeat.js";
import { pause } from "./pause.js";
import { Session } from "./session.js";
import { SilentNodes } from "./silent-nodes.js";
import type { ConnectionSettings } from "./settings/connection-settings.js";
import type { Exchange } from "./transport/exchange.js";
import { Unreachable } from "./transport/unreachable.js";

/** Brings requests to the cluster: by whichever endpoint is in reach, logged in, and again where that is safe. */
export class Delivery {
  readonly #endpoints: Endpoints;
  readonly #session: Session;
  readonly #gates = new Gates();
  readonly #silent = new SilentNodes();
  readonly #closing = new AbortController();
  #hasWorked = false;
  #closed: Promise<void> | undefined;

  constructor(settings: ConnectionSettings) {
    this.#endpoints = new Endpoints(settings);
    this.#session = new Session(settings.credentials, this.#endpoints, () => this.#endpoints.now);
  }

  /** Where requests go now. */
  get endpoint(): string {
    return this.#endpoints.current;
  }

  /** Seconds since 1970 by the server's clock, as far as it is known. */
  get serverTime(): number {
    return Math.floor(this.#endpoints.now / 1000);
  }

  /** Takes in where else the cluster answers. */
  found(endpoints: readonly string[]): void {
    this.#endpoints.found(endpoints);
  }

  /** Once the signal tells to stop nothing is sent again: what the last attempt came to is the outcome. */
  async deliver(exchange: Exchange, signal?: AbortSignal): Promise<Outcome> {
    const { verb, target } = exchange;
    const node = /^\/api2\/json\/nodes\/([^/?]+)/.exec(target)?.[1] ?? "";
    let before: Outcome | undefined;
    for (let attempt = 1; ; attempt++) {
      const known = verb === "GET" ? this.#silent.outcomeOf(node) : undefined;
      if (known !== undefined) return known;
      const mayBeCut = verb === "GET" && before !== undefined && signal !== undefined;
      const sent = mayBeCut ? { ...exchange, signal } : exchange;
      const outcome = await this.#gates.run(node, () => this.#authorized(sent));
      // Why it was sent again says more than that it was cut.
      if (mayBeCut && signal.aborted && outcome.kind === "lost") return before ?? outcome;
      const wait = waitBeforeRepeating(outcome, { verb, attempt, hasWorked: this.#hasWorked });
      if (outcome.kind === "answer") this.#hasWorked = true;
      before = outcome;
      if (wait !== undefined && (await this.pause(wait, signal))) continue;
      this.#silent.note(node, outcome);
      return outcome;
    }
  }

  /** Waits; false where the connection is closed meanwhile, or the signal ends it. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
    const closing = this.#closing.signal;
    return pause(milliseconds, signal === undefined ? closing : AbortSignal.any([closing, signal]));
  }

  close(): Promise<void> {
    this.#closing.abort();
    return (this.#closed ??= this.#endpoints.close());
  }

  /** A ticket that is refused is renewed once: a 401 says that nothing was done. */
  async #authorized(exchange: Exchange): Promise<Outcome> {
    const proof = await this.#session.proof(exchange.verb);
    const outcome = await this.#attempt({ ...exchange, headers: { ...proof.headers, ...exchange.headers } });
    const isRefused = outcome.kind === "answer" && outcome.answer.status === 401;
    if (!isRefused || !(await this.#session.distrust(proof))) return outcome;
    const { headers } = await this.#session.proof(exchange.verb);
    return this.#attempt({ ...exchange, headers: { ...headers, ...exchange.headers } });
  }

  async #attempt(exchange: Exchange): Promise<Outcome> {
    try {
      const answer = await this.#endpoints.send(exchange);
      return { kind: "answer", answer };
    } catch (thrown) {
      return thrown instanceof Unreachable
        ? { kind: "not sent", passes: thrown.passes, thrown }
        : { kind: "lost", thrown };
    }
  }
}
