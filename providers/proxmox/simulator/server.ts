import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { rm } from "node:fs/promises";

import { authenticate, hasTicket, refused } from "./access/authenticate.js";
import { readBody } from "./body.js";
import { Download, Page } from "./answer.js";
import type { Certificate } from "./certificate.js";
import { dispatch } from "./dispatch.js";
import { ApiFailure, ProxyFailure, TransportFailure } from "./failure.js";
import { resetter } from "./faults/resetter.js";
import { ConnectionReset, isExpired, underFaults } from "./faults/under-faults.js";
import { nodeDirectory } from "./storages/places.js";
import type { World } from "./world.js";

const verbs = new Set(["GET", "POST", "PUT", "DELETE"]);
const formats = new Set(["json", "extjs", "html", "png"]);

/** One answered request, without anything secret: for tests that count. */
export interface LoggedRequest {
  /** The node that was asked. */
  readonly node: string;
  readonly verb: string;
  readonly path: string;
  /** Undefined where the connection broke off without an answer. */
  readonly status: number | undefined;
  readonly user: string | undefined;
}

export interface Listening {
  readonly port: number;
  /** Drops all connections, and refuses new ones. */
  pause(): Promise<void>;
  /** Listens again, at the same port. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

export interface Serving {
  /** Whose web server it is. */
  readonly node: string;
  readonly certificate: Certificate;
  /** Which of this machine's addresses it listens at. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly log: (request: LoggedRequest) => void;
}

/** Serves a world over HTTPS as a node's pveproxy does. */
export async function serve(
  world: World,
  { node, certificate, host, port, log }: Serving,
): Promise<Listening> {
  const server: Server = createServer({
    key: certificate.privateKey,
    cert: certificate.certificate,
    keepAliveTimeout: 5000,
  });
  server.maxRequestsPerSocket = 100;
  const reset = resetter(server);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    // What hangs takes a request and says nothing more.
    if (world.nodes.get(node)?.condition === "hanging") return;
    void answer({ world, node, reset }, request, response).then(log);
  });
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(at, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(port);
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    pause: async () => (server.listening ? stop() : undefined),
    resume: async () => (server.listening ? undefined : listen(taken)),
    close: stop,
  };
}

interface Place {
  readonly world: World;
  readonly node: string;
  readonly reset: (request: IncomingMessage) => void;
}

async function answer(
  { world, node, reset }: Place,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<LoggedRequest> {
  const verb = request.method ?? "GET";
  const [plain = "", query] = (request.url ?? "/").split("?", 2);
  const target = targetOf(plain);
  const seen: { user?: string } = {};
  const occasion = { node, verb, path: target.path, hasTicket: hasTicket(request.headers) };
  const effects = world.faults.ofRequest(occasion);
  const whoAsks = () => {
    if (isExpired(effects)) throw refused();
    return (seen.user = authenticate(world, verb, request.headers));
  };
  let status: number | undefined = 200;
  try {
    if (!verbs.has(verb)) throw new TransportFailure(501, `method '${verb}' not available`);
    if (!target.isApi)
      throw plain === "/api2"
        ? new TransportFailure(501, "no such uri")
        : new TransportFailure(500, `no such file '${plain}'`);
    if (!formats.has(target.format))
      throw new TransportFailure(501, `no formatter for uri ${target.path}, ${target.format}`);
    // Nobody fills a disk without having said who they are.
    if (/^multipart\//.test(request.headers["content-type"] ?? "")) whoAsks();
    const uploads = isUpload(verb, target.path) ? join(nodeDirectory(world, node), "var/tmp") : undefined;
    const body = await readBody(request, new URLSearchParams(query ?? ""), uploads);
    const data = await underFaults(effects, () =>
      dispatch(world, { verb, path: target.path, local: node, ...body }, whoAsks).catch(
        async (thrown: unknown): Promise<never> => {
          // A file that nobody took over goes.
          if (body.upload !== undefined) await rm(body.upload.path, { force: true });
          throw thrown;
        },
      ),
    );
    succeed(response, data, target.format);
  } catch (thrown) {
    if (thrown instanceof ConnectionReset) {
      reset(request);
      status = undefined;
    } else {
      request.resume();
      const failure = failureOf(thrown);
      status = failure.status;
      refuse(response, failure, target.format === "extjs");
    }
  }
  return { node, verb, path: target.path, status, user: seen.user };
}

function failureOf(thrown: unknown): ApiFailure {
  if (thrown instanceof ApiFailure) return thrown;
  return new ApiFailure(500, thrown instanceof Error ? thrown.message : String(thrown));
}

/** The only requests that bring files. */
function isUpload(verb: string, path: string): boolean {
  return verb === "POST" && /^\/nodes\/[^/]+\/storage\/[^/]+\/upload$/.test(path);
}

interface Target {
  readonly isApi: boolean;
  readonly format: string;
  readonly path: string;
}

function targetOf(plain: string): Target {
  const match = /^\/api2\/([^/]+)(\/.*)?$/.exec(plain);
  if (match === null) return { isApi: false, format: "", path: plain };
  return { isApi: true, format: match[1] as string, path: (match[2] ?? "/").replace(/^\/+/, "/") };
}

function succeed(response: ServerResponse, answer: unknown, format: string): void {
  if (answer instanceof Download) return sendText(response, answer.text, answer.type);
  switch (format) {
    case "html":
      return sendText(response, "<!DOCTYPE html>\n<html><body></body></html>\n", "text/html;charset=UTF-8");
    case "png":
      return sendText(response, "", "image/png");
    default: {
      const data = answer instanceof Page ? answer.rows : (answer ?? null);
      const { total, changes } = answer instanceof Page ? answer : {};
      return send(response, 200, { ...(format === "extjs" ? { success: 1 } : {}), data, total, changes });
    }
  }
}

function sendText(response: ServerResponse, text: string, type: string): void {
  response.writeHead(200, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) });
  response.end(text);
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

function refuse(response: ServerResponse, failure: ApiFailure, isExtjs: boolean): void {
  const { status, message, errors } = failure;
  const [first = ""] = message.split("\n");
  // A status line carries no line breaks and Latin characters only.
  response.statusMessage = first.replace(/[^\x20-\x7e]/g, "?");
  if (failure instanceof ProxyFailure) {
    // Not even the length of nothing is told: the end of the connection is the end of the answer.
    response.useChunkedEncodingByDefault = false;
    response.writeHead(status, { Connection: "close" });
    response.end();
    return;
  }
  const isSilent = status === 401 && message !== "authentication failure";
  if (isSilent || failure instanceof TransportFailure) {
    const isBare = isSilent || message.startsWith("method '");
    const text = isBare ? "" : status === 500 ? `${message}\n` : message;
    response.writeHead(status, { "Content-Length": Buffer.byteLength(text), Connection: "close" });
    response.end(text);
    return;
  }
  const body = {
    data: null,
    message: status === 501 || status === 424 ? message : `${message}\n`,
    ...(errors === undefined ? {} : { errors }),
  };
  if (isExtjs) {
    response.statusMessage = "OK";
    // What parameters are refused with is a text there.
    return send(response, 200, {
      success: 0,
      status: errors === undefined ? status : String(status),
      ...body,
    });
  }
  response.setHeader("Connection", "close");
  send(response, status, body);
}
