import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { rm } from "node:fs/promises";

import { authenticate, hasTicket, refused } from "./access/authenticate.js";
import { readBody } from "./body.js";
import type { Certificate } from "./certificate.js";
import { dispatch } from "./dispatch.js";
import { ApiFailure } from "./failure.js";
import { listen } from "./listen.js";
import { resetter } from "./faults/resetter.js";
import { ConnectionReset, cutOf, isExpired, underFaults } from "./faults/under-faults.js";
import type { LoggedRequest } from "./requests/logged-request.js";
import { assertServed, isUpload, targetOf } from "./requests/target.js";
import { withoutSecrets } from "./requests/without-secrets.js";
import { refuse, succeed } from "./respond.js";
import { nodeDirectory } from "./storages/places.js";
import type { RawParameters } from "./verify/verify.js";
import type { World } from "./world.js";

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
    void answer({ world, node, reset: reset(request) }, request, response).then(log);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const taken = await listen(server, { host, port });
  return {
    port: taken,
    pause: async () => (server.listening ? stop() : undefined),
    resume: async () => {
      if (!server.listening) await listen(server, { host, port: taken });
    },
    close: stop,
  };
}

interface Place {
  readonly world: World;
  readonly node: string;
  /** Breaks the request's connection off. */
  readonly reset: () => void;
}

async function answer(
  { world, node, reset }: Place,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<LoggedRequest> {
  const verb = request.method ?? "GET";
  const target = targetOf(request.url ?? "/");
  const { path, format } = target;
  const at = world.clock.now();
  const seen: { user?: string; parameters?: RawParameters } = {};
  const effects = world.faults.ofRequest({ node, verb, path, hasTicket: hasTicket(request.headers) });
  response.setHeader("Date", new Date(at).toUTCString());
  const whoAsks = () => {
    if (isExpired(effects)) throw refused();
    return (seen.user = authenticate(world, verb, request.headers));
  };
  let status: number | undefined = 200;
  try {
    assertServed(verb, target);
    // Nobody fills a disk without having said who they are.
    if (/^multipart\//.test(request.headers["content-type"] ?? "")) whoAsks();
    const cut = cutOf(effects);
    const uploads = isUpload(verb, target)
      ? {
          directory: join(nodeDirectory(world, node), "var/tmp"),
          ...(cut === undefined ? {} : { cut: { after: cut, now: reset } }),
        }
      : undefined;
    const body = await readBody(request, target.query, uploads);
    seen.parameters = body.parameters;
    const data = await underFaults(effects, () =>
      dispatch(world, { verb, path, local: node, ...body }, whoAsks).catch(
        async (thrown: unknown): Promise<never> => {
          // A file that nobody took over goes.
          if (body.upload !== undefined) await rm(body.upload.path, { force: true });
          throw thrown;
        },
      ),
    );
    succeed(response, data, format);
  } catch (thrown) {
    if (thrown instanceof ConnectionReset) {
      reset();
      status = undefined;
    } else {
      request.resume();
      const failure = failureOf(thrown);
      status = failure.status;
      refuse(response, failure, format);
    }
  }
  return {
    at,
    node,
    verb,
    path,
    parameters: withoutSecrets(path, seen.parameters ?? {}),
    user: seen.user,
    status,
  };
}

function failureOf(thrown: unknown): ApiFailure {
  if (thrown instanceof ApiFailure) return thrown;
  return new ApiFailure(500, thrown instanceof Error ? thrown.message : String(thrown));
}
