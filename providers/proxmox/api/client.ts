import { bodyOf, type AnswerBody } from "./answer-body.js";
import { AnswerLost } from "./answer-lost.js";
import { ApiError } from "./api-error.js";
import { BodyCut } from "./body-cut.js";
import { Delivery } from "./delivery.js";
import { filled } from "./filled.js";
import { taskStarted, tasksOf, type LostWrite } from "./lost-write.js";
import { refuseForeignAnswer } from "./foreign-answer.js";
import { notAccepted } from "./not-accepted.js";
import { formOf, type Parameters } from "./parameters.js";
import { isDoubtful } from "./repeat.js";
import type { ConnectionSettings } from "./settings/connection-settings.js";
import type { Answer, Exchange } from "./transport/exchange.js";
import { unanswered } from "./transport/unreachable.js";
import type { Given, ParametersOf, PathOf, ResultOf, Verb } from "./typed-calls.js";
import { who } from "./who.js";

/** A call, and what goes over the wire for it. */
interface Call {
  /** With named parts: `/nodes/{node}/qemu`. */
  readonly template: string;
  readonly parameters: Parameters;
  readonly path: string;
  readonly exchange: Exchange;
  /** For a body that is read as it goes. */
  readonly isSent?: () => boolean;
}

/** A body that is read as it goes, such as an upload. */
export interface StreamedBody {
  readonly type: string;
  /** Bytes. */
  readonly length: number;
  /** Called anew for each attempt. */
  open(): AsyncIterable<Uint8Array>;
  /** Whether all of it is on its way: of what was cut nothing can have been done. */
  isSent(): boolean;
  readonly signal?: AbortSignal;
}

/** What the clients of one cluster have in common, and what one of them ends with. */
interface Line {
  readonly delivery: Delivery;
  /** Tasks that were answered: they belong to no write whose answer was lost. */
  readonly tasks: Set<string>;
  readonly signal: AbortSignal | undefined;
}

const base = "/api2/json";
const form = { "content-type": "application/x-www-form-urlencoded" };
/** Milliseconds between looks for the task of a lost write: a request that a node forwards is given up after 30 s. */
const looks = [0, 500, 1000, 2000, 4000, 8000, 16_000];

/**
 * Proxmox VE's API. Paths are those of its description, `/nodes/{node}/qemu`, and the parts of a path are parameters
 * like the others. Throws ApiError, AnswerLost, BodyCut, Refusal.
 */
export class Client {
  readonly #settings: ConnectionSettings;
  readonly #line: Line;

  constructor(
    settings: ConnectionSettings,
    line: Line = { delivery: new Delivery(settings), tasks: new Set(), signal: undefined },
  ) {
    this.#settings = settings;
    this.#line = line;
  }

  /**
   * The same client for work that ends with this signal: what is on its way is waited for, and what would have to be
   * sent again is given up with what the last attempt came to.
   */
  until(signal: AbortSignal): Client {
    return new Client(this.#settings, { ...this.#line, signal });
  }

  /** Where requests go now. */
  get endpoint(): string {
    return this.#line.delivery.endpoint;
  }

  /** Takes in where else the cluster answers: reads go there where no other endpoint is in reach. */
  found(endpoints: readonly string[]): void {
    this.#line.delivery.found(endpoints);
  }

  /** The user or token that is logged in, as tasks name it: `root@pam!deploy`. */
  get login(): string {
    return who(this.#settings.credentials);
  }

  get<P extends PathOf<"GET">>(path: P, ...[given]: Given<"GET", P>): Promise<ResultOf<"GET", P>> {
    return this.ask("GET", path, given as Parameters | undefined);
  }

  post<P extends PathOf<"POST">>(path: P, ...[given]: Given<"POST", P>): Promise<ResultOf<"POST", P>> {
    return this.ask("POST", path, given as Parameters | undefined);
  }

  put<P extends PathOf<"PUT">>(path: P, ...[given]: Given<"PUT", P>): Promise<ResultOf<"PUT", P>> {
    return this.ask("PUT", path, given as Parameters | undefined);
  }

  delete<P extends PathOf<"DELETE">>(
    path: P,
    ...[given]: Given<"DELETE", P>
  ): Promise<ResultOf<"DELETE", P>> {
    return this.ask("DELETE", path, given as Parameters | undefined);
  }

  /** The same for a path that is worked out, so that the compiler can't know what belongs to it. */
  async ask<T>(verb: Verb, template: string, parameters?: Parameters): Promise<T> {
    return (await this.#call(this.#asked(verb, template, parameters))).data as T;
  }

  #asked(verb: Verb, template: string, parameters: Parameters = {}): Call {
    const { path, parameters: rest } = filled(template, parameters);
    const sent = formOf(rest).toString();
    const exchange: Exchange =
      verb === "POST" || verb === "PUT"
        ? { verb, target: `${base}${path}`, headers: form, body: sent }
        : { verb, target: `${base}${path}${sent === "" ? "" : `?${sent}`}`, headers: {} };
    return { template, parameters, path, exchange };
  }

  /** The same as `get`, for what stands in an answer beside its data. */
  whole<P extends PathOf<"GET">>(template: P, ...[given]: Given<"GET", P>): Promise<AnswerBody> {
    return this.#call(this.#asked("GET", template, given as Parameters | undefined));
  }

  /** Sends a body that is read as it goes; `parameters` are the parts of the path. */
  async stream<P extends PathOf<"POST">>(
    template: P,
    parameters: Partial<ParametersOf<"POST", P>>,
    { type, length, open, isSent, signal }: StreamedBody,
  ): Promise<ResultOf<"POST", P>> {
    const given = parameters as Parameters;
    const { path } = filled(template, given);
    const headers = { "content-type": type, "content-length": String(length) };
    const exchange: Exchange = {
      verb: "POST",
      target: `${base}${path}`,
      headers,
      body: open,
      ...(signal === undefined ? {} : { signal }),
    };
    const { data } = await this.#call({ template, parameters: given, path, exchange, isSent });
    return data;
  }

  close(): Promise<void> {
    return this.#line.delivery.close();
  }

  async #call(call: Call): Promise<AnswerBody> {
    const { delivery, signal } = this.#line;
    const since = delivery.serverTime;
    const outcome = await delivery.deliver(call.exchange, signal);
    const { verb } = call.exchange;
    switch (outcome.kind) {
      case "not sent":
        throw outcome.thrown;
      case "lost":
        if (verb === "GET") throw unanswered(this.endpoint, outcome.thrown);
        if (call.isSent?.() === false) throw new BodyCut(outcome.thrown);
        return { data: await this.#taskOf(call, since, outcome.thrown) };
      case "answer": {
        const { status, reason } = outcome.answer;
        if (verb !== "GET" && isDoubtful(status))
          return { data: await this.#taskOf(call, since, `${status} ${reason}`) };
        return this.#result(call, outcome.answer);
      }
    }
  }

  #result({ exchange: { verb }, path }: Call, { status, reason, text }: Answer): AnswerBody {
    const body = bodyOf(text);
    refuseForeignAnswer({ verb, path, endpoint: this.endpoint, status, reason, body });
    if (status >= 200 && status < 300) {
      const data = body?.data;
      if (typeof data === "string" && data.startsWith("UPID:")) this.#line.tasks.add(data);
      return body ?? {};
    }
    const { message = reason, errors = {} } = body ?? {};
    const refused = { verb, path, status, text: message.trim(), errors };
    throw status === 401
      ? new ApiError(refused, notAccepted(this.#settings.credentials, this.endpoint, refused))
      : new ApiError(refused);
  }

  /** A write is never repeated blindly: what it has started is looked for among the node's tasks. */
  async #taskOf({ exchange: { verb }, template, parameters, path }: Call, sent: number, cause: unknown) {
    const meant = tasksOf({ verb, template });
    const task =
      meant === undefined
        ? undefined
        : await this.#look({
            verb,
            template,
            parameters,
            login: this.login,
            // The server's clock is known by whole seconds, and tasks carry it so.
            since: sent - 2,
            known: this.#line.tasks,
          });
    if (meant === undefined || task === undefined || meant.makes)
      throw new AnswerLost({ verb, path, cause, task, hasTask: meant !== undefined });
    this.#line.tasks.add(task);
    return task;
  }

  async #look(lost: LostWrite): Promise<string | undefined> {
    const { node } = lost.parameters;
    for (const wait of looks) {
      if (!(await this.#line.delivery.pause(wait))) return undefined;
      const rows = await (
        typeof node === "string"
          ? this.get("/nodes/{node}/tasks", { node, source: "all", since: lost.since, limit: 500 })
          : this.get("/cluster/tasks")
      ).catch(() => []);
      const task = taskStarted(lost, rows);
      if (task !== undefined) return task;
    }
    return undefined;
  }
}
