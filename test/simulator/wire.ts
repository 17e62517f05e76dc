import type { Dispatcher, FormData } from "undici";
import { Agent, request } from "undici";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";

/** What a client hears: the reason in the status line is all that some failures tell. */
export interface Heard {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface WireQuestion {
  /** The node that is asked; the first if not said. */
  readonly node?: string;
  readonly verb?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTTPS client that keeps its connections, as clients do; with root's token unless headers are given. */
export class Wire {
  readonly #simulation: Simulation;
  readonly #agent = new Agent({ connect: { rejectUnauthorized: false } });

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  async ask(
    path: string,
    { node, verb = "GET", parameters = {}, headers }: WireQuestion = {},
  ): Promise<Heard> {
    const { endpoint, nodes, token } = this.#simulation;
    const form = new URLSearchParams(
      Object.entries(parameters).map(([key, value]): [string, string] => [key, String(value)]),
    ).toString();
    const isRead = verb === "GET" || verb === "DELETE";
    const target = node === undefined ? endpoint : nodes.get(node)?.endpoint;
    const answer = await request(`${target}/api2/json${path}${isRead && form !== "" ? `?${form}` : ""}`, {
      method: verb as "GET",
      dispatcher: this.#agent,
      headers: {
        ...(headers ?? { authorization: `PVEAPIToken=${token}` }),
        ...(isRead ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(isRead ? {} : { body: form }),
    });
    const text = await answer.body.text();
    return heard(answer, text);
  }

  /** Sends a form with a file, as browsers do. */
  async upload(path: string, body: FormData, node: string): Promise<Heard> {
    const { nodes, token } = this.#simulation;
    const answer = await request(`${nodes.get(node)?.endpoint}/api2/json${path}`, {
      method: "POST",
      dispatcher: this.#agent,
      headers: { authorization: `PVEAPIToken=${token}` },
      body,
    });
    const text = await answer.body.text();
    return heard(answer, text);
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

function heard({ statusCode, statusText, headers }: Dispatcher.ResponseData, text: string): Heard {
  return { status: statusCode, reason: statusText, text, data: dataOf(text), headers };
}

function dataOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly data: unknown }).data;
  } catch {
    return undefined;
  }
}
