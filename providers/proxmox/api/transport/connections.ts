import { Readable } from "node:stream";

import { Pool } from "undici";

import type { ConnectionSettings } from "../settings/connection-settings.js";
import { connectorTo } from "./connector.js";
import type { Transport } from "./exchange.js";

/** Connections to one endpoint, kept as long as pveproxy keeps them. */
export function connectionsTo(
  endpoint: string,
  settings: Pick<ConnectionSettings, "trust" | "minimumTls" | "proxy">,
  atOnce: number,
): Transport {
  const pool = new Pool(endpoint, {
    connections: atOnce,
    // pveproxy closes idle connections after 5 s and after 100 requests.
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 4000,
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
    connect: connectorTo(endpoint, settings),
  });
  return {
    send: async ({ verb, target, headers, body }) => {
      const sent = typeof body === "function" ? Readable.from(body()) : body;
      const answer = await pool.request({
        method: verb,
        path: target,
        headers,
        ...(sent === undefined ? {} : { body: sent }),
      });
      const { date } = answer.headers;
      return {
        status: answer.statusCode,
        reason: answer.statusText,
        text: await answer.body.text(),
        date: typeof date === "string" ? Date.parse(date) : undefined,
      };
    },
    close: () => pool.close(),
  };
}
