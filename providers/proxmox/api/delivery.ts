import { Endpoints, type Place } from "./endpoints.js";
import { Gates } from "./gates.js";
import { waitBeforeRepeating, type Outcome } from "./repeat.js";
import { pause } from "./pause.js";
import { Session } from "./session.js";
import type { ConnectionSettings } from "./settings/connection-settings.js";
import type { Exchange } from "./transport/exchange.js";
import { Unreachable } from "./transport/unreachable.js";

/** Brings requests to the cluster: by whichever endpoint is in reach, logged in, and again where that is safe. */
export class Delivery {
  readonly #endpoints: Endpoints;
  readonly #session: Session;
  readonly #gates = new Gates();
  readonly #closing = new AbortController();
  /** How far the server's clock is ahead of ours, in milliseconds. */
  #ahead = 0;
  #hasWorked = false;

  constructor(settings: ConnectionSettings) {
    this.#endpoints = new Endpoints(settings);
    this.#session = new Session(settings.credentials, this.#endpoints);
  }

  /** Where requests go now. */
  get endpoint(): string {
    return this.#endpoints.current;
  }

  /** Seconds since 1970 by the server's clock, as far as it is known. */
  get serverTime(): number {
    return Math.floor((Date.now() + this.#ahead) / 1000);
  }

  /** Further places that the cluster can be reached at. */
  learn(places: readonly Place[]): void {
    this.#endpoints.add(places);
  }

  async deliver(exchange: Exchange): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#gates.run(exchange.target, () => this.#authorized(exchange));
      const { verb } = exchange;
      const wait = waitBeforeRepeating(outcome, { verb, attempt, hasWorked: this.#hasWorked });
      if (outcome.kind === "answer") this.#hasWorked = true;
      if (wait === undefined || !(await pause(wait, this.#closing.signal))) return outcome;
    }
  }

  close(): Promise<void> {
    this.#closing.abort();
    return this.#endpoints.close();
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
      if (answer.date !== undefined) this.#ahead = answer.date - Date.now();
      return { kind: "answer", answer };
    } catch (thrown) {
      return thrown instanceof Unreachable
        ? { kind: "not sent", passes: thrown.passes, thrown }
        : { kind: "lost", thrown };
    }
  }
}
