import { Refusal } from "../../../lib/diagnostic/refusal.js";
import { AnswerLost, ApiError, means } from "./api-error.js";
import { Gate } from "./gate.js";
import { formOf, type Parameters } from "./parameters.js";
import { unreachable, wasNotSent } from "./reach.js";
import { Session } from "./session.js";
import type { ConnectionSettings } from "./settings/connection-settings.js";
import { transportTo, type Answer, type Exchange, type Transport } from "./transport.js";

/** Three workers serve each of proxy and daemon: more requests at once gain nothing. */
const requestsAtOnce = 10;
const lockTries = 4;

/** Proxmox VE's API. Paths are below `/api2/json`; make them with `path`. Throws ApiError, AnswerLost, Refusal. */
export class Client {
  readonly endpoint: string;
  readonly #transport: Transport;
  readonly #session: Session;
  readonly #gate = new Gate(requestsAtOnce);
  /** How many requests were sent. */
  requestCount = 0;

  constructor(settings: ConnectionSettings) {
    this.endpoint = settings.endpoints[0] ?? "";
    this.#transport = transportTo(settings);
    this.#session = new Session(settings.credentials, this.#transport);
  }

  get<T>(path: string, parameters: Parameters = {}): Promise<T> {
    return this.#call<T>("GET", withQuery(path, parameters));
  }

  post<T>(path: string, parameters: Parameters = {}): Promise<T> {
    return this.#call<T>("POST", path, parameters);
  }

  put<T>(path: string, parameters: Parameters = {}): Promise<T> {
    return this.#call<T>("PUT", path, parameters);
  }

  delete<T>(path: string, parameters: Parameters = {}): Promise<T> {
    return this.#call<T>("DELETE", withQuery(path, parameters));
  }

  /** Sends a body that is read as it goes, such as an upload. */
  async stream<T>(
    path: string,
    body: { readonly type: string; readonly length: number; readonly content: AsyncIterable<Uint8Array> },
  ): Promise<T> {
    const { Readable } = await import("node:stream");
    const headers = { "content-type": body.type, "content-length": String(body.length) };
    return this.#answered<T>({
      verb: "POST",
      target: `/api2/json${path}`,
      headers,
      body: Readable.from(body.content),
    });
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async #call<T>(verb: Exchange["verb"], path: string, parameters?: Parameters): Promise<T> {
    const exchange: Exchange = {
      verb,
      target: `/api2/json${path}`,
      headers: parameters === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" },
      ...(parameters === undefined ? {} : { body: formOf(parameters).toString() }),
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#answered<T>(exchange);
      } catch (thrown) {
        // PVE gave up waiting for a lock before it did anything.
        if (!means(thrown, "lockTimeout") || attempt === lockTries) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
      }
    }
  }

  async #answered<T>(exchange: Exchange): Promise<T> {
    const { status, reason, text } = await this.#gate.run(() => this.#send(exchange));
    const path = exchange.target.slice("/api2/json".length).split("?")[0] ?? "";
    if (status >= 200 && status < 300) return (JSON.parse(text) as { readonly data: T }).data;
    if (exchange.verb !== "GET" && (status === 595 || status === 596))
      throw new AnswerLost(exchange.verb, path, `${status} ${reason}`);
    const answer = parse(text);
    const told = (answer.message ?? reason).trim();
    throw new ApiError({ verb: exchange.verb, path, status, text: told, errors: answer.errors ?? {} });
  }

  /** A read may be repeated when the connection breaks; a write only where it surely was not sent. */
  async #send(exchange: Exchange): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        const headers = { ...(await this.#session.headers(exchange.verb)), ...exchange.headers };
        this.requestCount++;
        return await this.#transport.send({ ...exchange, headers });
      } catch (thrown) {
        if (thrown instanceof Refusal) throw thrown;
        if (thrown instanceof Error && thrown.cause instanceof Refusal) throw thrown.cause;
        if (wasNotSent(thrown)) throw new Refusal([unreachable(this.endpoint, thrown)]);
        if (exchange.verb !== "GET") throw new AnswerLost(exchange.verb, exchange.target, thrown);
        if (attempt === 3) throw new Refusal([unreachable(this.endpoint, thrown)]);
      }
    }
  }
}

function withQuery(path: string, parameters: Parameters): string {
  const query = formOf(parameters).toString();
  return query === "" ? path : `${path}?${query}`;
}

function parse(text: string): {
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
} {
  try {
    return JSON.parse(text) as { readonly message?: string };
  } catch {
    return {};
  }
}
