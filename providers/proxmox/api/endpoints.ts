import type { ConnectionSettings } from "./settings/connection-settings.js";
import type { Trust } from "./settings/trust.js";
import { connectionsTo } from "./transport/connections.js";
import type { Answer, Exchange, Transport } from "./transport/exchange.js";
import { NotConnected } from "./transport/not-connected.js";
import { outOfReach, type Tried } from "./transport/unreachable.js";

/** Where one of the cluster's nodes answers, and whose certificate it shows. */
export interface Place {
  readonly endpoint: string;
  readonly trust: Trust;
}

/** Six workers of a node's proxy and daemon gain nothing from more; other nodes' answers pass through them. */
const connectionsAtOnce = 32;

/** The endpoints of one cluster as one: requests go to the one that worked last, and to another where it is out of reach. */
export class Endpoints implements Transport {
  readonly #settings: Pick<ConnectionSettings, "minimumTls" | "proxy">;
  readonly #known: { readonly endpoint: string; readonly transport: Transport }[] = [];
  #current = 0;

  constructor(settings: Pick<ConnectionSettings, "endpoints" | "trust" | "minimumTls" | "proxy">) {
    this.#settings = settings;
    this.add(settings.endpoints.map((endpoint) => ({ endpoint, trust: settings.trust })));
  }

  /** The endpoint that requests go to. */
  get current(): string {
    return this.#known[this.#current]?.endpoint ?? "";
  }

  /** Further places to go to, behind those that are known. */
  add(places: readonly Place[]): void {
    for (const { endpoint, trust } of places)
      if (!this.#known.some((each) => each.endpoint === endpoint))
        this.#known.push({
          endpoint,
          transport: connectionsTo(endpoint, { ...this.#settings, trust }, connectionsAtOnce),
        });
  }

  async send(exchange: Exchange): Promise<Answer> {
    const tried: Tried[] = [];
    const first = this.#current;
    for (let step = 0; step < this.#known.length; step++) {
      const index = (first + step) % this.#known.length;
      const { endpoint, transport } = this.#at(index);
      try {
        const answer = await transport.send(exchange);
        this.#current = index;
        return answer;
      } catch (failure) {
        if (!(failure instanceof NotConnected)) {
          // What loses answers is left alone; whether this one may be asked again is for others to say.
          this.#current = (index + 1) % this.#known.length;
          throw failure;
        }
        tried.push({ endpoint, failure });
      }
    }
    throw outOfReach(tried);
  }

  async close(): Promise<void> {
    await Promise.all(this.#known.map(({ transport }) => transport.close()));
  }

  #at(index: number) {
    const known = this.#known[index];
    if (known === undefined) throw new Error("there is no endpoint");
    return known;
  }
}
