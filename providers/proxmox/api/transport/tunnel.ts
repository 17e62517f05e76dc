import type { Duplex } from "node:stream";

import { Client } from "undici";

import type { Proxy } from "../settings/proxy.js";
import { ProxyRefused } from "./not-connected.js";

/** A connection to `host:port` through an HTTP proxy, which sees only what passes by. */
export async function tunnel({ origin, authorization }: Proxy, target: string): Promise<Duplex> {
  const client = new Client(origin, { connect: { timeout: 10_000 } });
  const { statusCode, socket } = await client.connect({
    path: target,
    headers: {
      host: target,
      ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
    },
  });
  if (statusCode === 200) return socket;
  socket.destroy();
  throw new ProxyRefused(origin, statusCode);
}
