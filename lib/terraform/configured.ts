import type { Http2Session } from "node:http2";

import { error } from "../diagnostic/diagnostic.js";
import { Refusal } from "../diagnostic/refusal.js";
import type { Environment, Provider, Tasks } from "../schema/provider.js";
import { containsUnknown, type ValueObject } from "../value/value.js";

/** The connections of one process: one for each provider block, told apart by Terraform's session. */
export class Configured<C extends Tasks> {
  readonly #connections = new WeakMap<Http2Session, Promise<C>>();
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  async configure(session: Http2Session, provider: Provider<C>, configuration: ValueObject): Promise<void> {
    if (containsUnknown(configuration)) return;
    const connection = provider.connect(configuration, this.#environment);
    this.#connections.set(session, connection);
    await connection;
  }

  /** The connection, where there is one already: a plan can be made before the provider can be reached. */
  connectionIfAny(session: Http2Session): Promise<C> | undefined {
    return this.#connections.get(session);
  }

  connection(session: Http2Session): Promise<C> {
    const connection = this.#connections.get(session);
    if (connection !== undefined) return connection;
    throw new Refusal([
      error("the provider is not configured yet", {
        detail:
          "Its configuration refers to something that is not known before apply. Apply that first, for example with -target.",
      }),
    ]);
  }
}
