import { checkServerIdentity, TLSSocket } from "node:tls";

import { Agent, buildConnector, request, type Dispatcher } from "undici";

import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { ConnectionSettings } from "./settings/connection-settings.js";

/** One request on the wire and its answer, without meaning. */
export interface Exchange {
  readonly verb: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the endpoint. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Dispatcher.DispatchOptions["body"];
}

export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
}

export interface Transport {
  send(exchange: Exchange): Promise<Answer>;
  close(): Promise<void>;
}

/** Connections to one endpoint, kept as long as pveproxy keeps them. */
export function transportTo(settings: ConnectionSettings): Transport {
  const endpoint = settings.endpoints[0] ?? "";
  const agent = new Agent({
    connections: 10,
    // pveproxy closes idle connections after 5 s and after 100 requests.
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 4000,
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
    connect: connectorFor(settings),
  });
  return {
    send: async ({ verb, target, headers, body }) => {
      const answer = await request(endpoint + target, {
        method: verb,
        headers,
        dispatcher: agent,
        ...(body === undefined ? {} : { body }),
      });
      return { status: answer.statusCode, reason: answer.statusText, text: await answer.body.text() };
    },
    close: () => agent.close(),
  };
}

/** Trusts what the settings say: the system, an own authority, one pinned certificate, or anything. */
function connectorFor({ endpoints, trust, minimumTls }: ConnectionSettings): buildConnector.connector {
  const endpoint = endpoints[0] ?? "";
  const trustsAny = trust.kind === "any" || trust.kind === "pinned";
  const connect = buildConnector({
    minVersion: minimumTls,
    // A resumed session shows no certificate to compare.
    maxCachedSessions: trust.kind === "pinned" ? 0 : 100,
    rejectUnauthorized: !trustsAny,
    checkServerIdentity: trustsAny ? () => undefined : checkServerIdentity,
    ...(trust.kind === "authority" ? { ca: trust.certificates } : {}),
  });
  return (options, callback) =>
    connect(options, (...[failure, socket]) => {
      if (failure !== null) return callback(failure, null);
      const shown = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : undefined;
      if (trust.kind !== "pinned" || trust.fingerprints.includes(shown ?? "")) return callback(null, socket);
      socket.destroy();
      callback(
        new Refusal([
          otherCertificate({ endpoint, pinned: trust.fingerprints.join(", "), shown: shown ?? "none" }),
        ]),
        null,
      );
    });
}

function otherCertificate({
  endpoint,
  pinned,
  shown,
}: {
  readonly endpoint: string;
  readonly pinned: string;
  readonly shown: string;
}): Diagnostic {
  return error("the endpoint shows another certificate than the pinned one", {
    path: ["fingerprint"],
    detail: `Pinned: ${pinned}. Shown by ${endpoint}: ${shown}. If the certificate was renewed, pin the new one; otherwise do not connect.`,
  });
}
