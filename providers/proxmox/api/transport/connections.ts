import { Readable } from "node:stream";

import { Pool } from "undici";

import type { ConnectionSettings } from "../settings/connection-settings.js";
import { connectorTo } from "./connector.js";
import type { Transport } from "./exchange.js";

/** Connections to one endpoint: kept for reads, one of its own for each write. */
export function connectionsTo(
  endpoint: string,
  settings: Pick<ConnectionSettings, "trust" | "minimumTls" | "proxy">,
  atOnce: number,
): Transport {
  const common = {
    connections: atOnce,
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
    connect: connectorTo(endpoint, settings),
  };
  // pveproxy closes idle connections after 5 s.
  const kept = new Pool(endpoint, { ...common, keepAliveTimeout: 4000, keepAliveMaxTimeout: 4000 });
  // It also closes them after 100 requests, and its workers end after 1,000. A read that is cut off by that is
  // repeated; a write can't be, so nothing is to end under it.
  const fresh = new Pool(endpoint, { ...common, pipelining: 0 });
  return {
    send: async ({ verb, target, headers, body, signal }) => {
      const sent = typeof body === "function" ? Readable.from(body()) : body;
      const answer = await (verb === "GET" ? kept : fresh).request({
        method: verb,
        path: target,
        headers,
        ...(sent === undefined ? {} : { body: sent }),
        ...(signal === undefined ? {} : { signal }),
      });
      const { date } = answer.headers;
      return {
        status: answer.statusCode,
        reason: answer.statusText,
        text: await answer.body.text(),
        date: typeof date === "string" ? Date.parse(date) : undefined,
      };
    },
    close: async () => {
      await Promise.all([kept.close(), fresh.close()]);
    },
  };
}
