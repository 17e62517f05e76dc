import type { ConnectionSettings } from "./settings/connection-settings.js";
import { connectionsTo } from "./transport/connections.js";
import type { Answer, Exchange, Transport } from "./transport/exchange.js";
import { NotConnected } from "./transport/not-connected.js";
import { outOfReach, type Tried } from "./transport/unreachable.js";

type Reaching = Pick<ConnectionSettings, "trust" | "minimumTls" | "proxy">;

/** Three workers of a node's proxy serve it, and other nodes' answers pass through them. */
const connectionsAtOnce = 32;

interface Known {
  readonly endpoint: string;
  readonly transport: Transport;
  /** Whether it was named by the person: what was only found in the cluster is asked, and told nothing to do. */
  readonly isNamed: boolean;
}

/** The endpoints of one cluster as one: requests go to the one that worked last, and on to another where it is out of reach. */
export class Endpoints implements Transport {
  readonly #settings: Reaching;
  readonly #known: Known[] = [];
  #current = 0;
  /** How far the server's clock is ahead of ours, in milliseconds. */
  #ahead = 0;

  constructor(settings: Reaching & { readonly endpoints: readonly string[] }) {
    this.#settings = settings;
    for (const endpoint of settings.endpoints) this.#add(endpoint, true);
  }

  /** The endpoint that requests go to. */
  get current(): string {
    return this.#known[this.#current]?.endpoint ?? "";
  }

  /** The server's clock, in milliseconds since 1970, as far as it is known. */
  get now(): number {
    return Date.now() + this.#ahead;
  }

  /** Takes in where else the cluster answers, to be asked where no other endpoint is in reach. */
  found(endpoints: readonly string[]): void {
    for (const endpoint of endpoints)
      if (!this.#known.some((each) => each.endpoint === endpoint)) this.#add(endpoint, false);
  }

  /** Only where no connection came about another one is tried: nothing was sent then, and no answer was doubtful. */
  async send(exchange: Exchange): Promise<Answer> {
    const tried: Tried[] = [];
    for (const { endpoint, transport, index } of this.#candidates(exchange.verb)) {
      try {
        const answer = await transport.send(exchange);
        this.#current = index;
        if (answer.date !== undefined) this.#ahead = answer.date - Date.now();
        return answer;
      } catch (failure) {
        if (!(failure instanceof NotConnected)) throw failure;
        tried.push({ endpoint, failure });
      }
    }
    throw outOfReach(tried);
  }

  async close(): Promise<void> {
    await Promise.all(this.#known.map(({ transport }) => transport.close()));
  }

  #add(endpoint: string, isNamed: boolean): void {
    this.#known.push({
      endpoint,
      isNamed,
      transport: connectionsTo(endpoint, this.#settings, connectionsAtOnce),
    });
  }

  #candidates(verb: Exchange["verb"]): readonly (Known & { readonly index: number })[] {
    const inOrder = this.#known.map((known, index) => ({ ...known, index }));
    const turned = [...inOrder.slice(this.#current), ...inOrder.slice(0, this.#current)];
    return verb === "GET" ? turned : turned.filter(({ isNamed }) => isNamed);
  }
}
