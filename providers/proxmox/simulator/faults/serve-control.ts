import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { listen } from "../listen.js";
import { ControlFailure, controlRoutes, type ControlRoute } from "./control-routes.js";
import type { Controls } from "./controls.js";

/** Where a simulation is controlled from other processes. */
export interface ControlListening {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  close(): Promise<void>;
}

const host = "127.0.0.1";
const bodyLimit = 64 * 1024;

/** Serves a simulation's controls as JSON over plain HTTP, for this machine only: `GET /` lists the methods. */
export async function serveControl(controls: Controls, port = 0): Promise<ControlListening> {
  const server = createServer((request, response) => {
    void answer(controls, request, response);
  });
  const taken = await listen(server, { host, port });
  return {
    endpoint: `http://${host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(controls: Controls, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    assertLocal(request);
    const { route, name } = routed(request);
    const body = await bodyOf(request);
    send(response, 200, (await route.answer({ controls, name, body })) ?? null);
  } catch (thrown) {
    request.resume();
    const status = thrown instanceof ControlFailure ? thrown.status : 500;
    send(response, status, { error: (thrown as Error).message });
  }
}

/** A page in somebody's browser must not be able to reach it. */
function assertLocal({ headers }: IncomingMessage): void {
  const { hostname } = new URL(`http://${headers.host ?? ""}`);
  if (headers.origin !== undefined || ![host, "localhost"].includes(hostname))
    throw new ControlFailure(403, "this is for programs on this machine, not for browsers");
}

function routed({ method = "GET", url = "/" }: IncomingMessage): {
  readonly route: ControlRoute;
  readonly name: string;
} {
  const path = url.replace(/\?.*$/, "");
  const own = controlRoutes[`${method} ${path}`];
  if (own !== undefined) return { route: own, name: "" };
  const [, area = "", name = "", rest = ""] = /^(\/[^/]+)\/([^/]+)(\/[^/]+)?$/.exec(path) ?? [];
  const named = controlRoutes[`${method} ${area}/{}${rest}`];
  if (named !== undefined) return { route: named, name: decodeURIComponent(name) };
  throw new ControlFailure(404, `there is no method '${method} ${path}'; GET / lists them`);
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString("utf8");
    if (text.length > bodyLimit) throw new ControlFailure(413, "the body is too large");
  }
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told below, as for any other body that is no object.
  }
  throw new ControlFailure(400, "the body must be a JSON object");
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}
