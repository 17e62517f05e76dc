import type { Duplex } from "node:stream";

import { Client } from "undici";

import type { Proxy } from "../settings/proxy.js";
import { ProxyFailed, ProxyRefused } from "./not-connected.js";

const patience = 10_000;

/** A connection to `host:port` through an HTTP proxy, which sees only what passes by. */
export async function tunnel(proxy: Proxy, target: string): Promise<Duplex> {
  const { origin, authorization } = proxy;
  const client = new Client(origin, { connect: { timeout: patience } });
  try {
    const { statusCode, socket } = await client.connect({
      path: target,
      headers: {
        host: target,
        ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
      },
      // Its own limits of time do not hold for CONNECT.
      signal: AbortSignal.timeout(patience),
    });
    if (statusCode === 200) return socket;
    socket.destroy();
    throw new ProxyRefused(proxy, statusCode);
  } catch (thrown) {
    void client.destroy();
    throw thrown instanceof ProxyRefused ? thrown : new ProxyFailed(proxy, thrown);
  }
}
