import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { authenticate } from "./access/authenticate.js";
import { readBody } from "./body.js";
import type { Certificate } from "./certificate.js";
import { dispatch } from "./dispatch.js";
import { ApiFailure } from "./failure.js";
import type { World } from "./world.js";

const verbs = new Set(["GET", "POST", "PUT", "DELETE"]);

/** One answered request, without anything secret: for tests that count. */
export interface LoggedRequest {
  readonly verb: string;
  readonly path: string;
  readonly status: number;
  readonly user: string | undefined;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves a world over HTTPS as pveproxy does. */
export async function serve(
  world: World,
  {
    certificate,
    port,
    log,
  }: { readonly certificate: Certificate; readonly port: number; log: (request: LoggedRequest) => void },
): Promise<Listening> {
  const server: Server = createServer({
    key: certificate.privateKey,
    cert: certificate.certificate,
    keepAliveTimeout: 5000,
  });
  server.maxRequestsPerSocket = 100;
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    void answer(world, request, response).then(log);
  });
  server.listen(port, "127.0.0.1");
  await new Promise((resolve, reject) => server.once("listening", resolve).once("error", reject));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<LoggedRequest> {
  const verb = request.method ?? "GET";
  const url = new URL(request.url ?? "/", "https://simulator");
  const [, style, path] = /^\/api2\/(json|extjs)(\/.*)?$/.exec(url.pathname) ?? [];
  const seen: { user?: string } = {};
  let status = 200;
  try {
    if (style === undefined || !verbs.has(verb))
      throw new ApiFailure(501, verbs.has(verb) ? `no such file '${url.pathname}'` : "");
    const body = await readBody(request, url.searchParams, world.directory);
    const data = await dispatch(
      world,
      { verb, path: path ?? "/", ...body },
      () => (seen.user = authenticate(world, verb, request.headers)),
    );
    send(response, 200, style === "extjs" ? { success: 1, data: data ?? null } : { data: data ?? null });
  } catch (thrown) {
    request.resume();
    const failure =
      thrown instanceof ApiFailure
        ? thrown
        : new ApiFailure(500, thrown instanceof Error ? thrown.message : String(thrown));
    status = failure.status;
    refuse(response, failure, style === "extjs");
  }
  return { verb, path: path ?? url.pathname, status, user: seen.user };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json;charset=UTF-8",
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "max-age=0",
  });
  response.end(text);
}

function refuse(response: ServerResponse, { status, message, errors }: ApiFailure, isExtjs: boolean): void {
  const [first = ""] = message.split("\n");
  // A status line carries no line breaks and Latin characters only.
  response.statusMessage = first.replace(/[^\x20-\x7e]/g, "?");
  if (status === 401 && message !== "authentication failure") {
    response.writeHead(401, { "Content-Length": 0, Connection: "close" });
    response.end();
    return;
  }
  if (isExtjs)
    return send(response, 200, {
      success: 0,
      status,
      message: `${message}\n`,
      data: null,
      ...(errors === undefined ? {} : { errors }),
    });
  if (status === 501 && message === "") {
    response.writeHead(501, { "Content-Length": 0 });
    response.end();
    return;
  }
  response.setHeader("Connection", "close");
  send(response, status, {
    data: null,
    message: `${message}\n`,
    ...(errors === undefined ? {} : { errors }),
  });
}
