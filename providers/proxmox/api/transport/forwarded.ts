import { buildConnector, Pool, type Dispatcher } from "undici";

import type { Proxy } from "../settings/proxy.js";
import { NotConnected, ProxyFailed } from "./not-connected.js";

/** Connections to a server of plain http by way of a proxy, which is given the whole URL: most allow tunnels for https alone. */
export function forwarded(origin: string, proxy: Proxy): Dispatcher {
  const connect = buildConnector({});
  const pool = new Pool(proxy.origin, {
    connect: (options, callback) =>
      connect(options, (...[failure, socket]) =>
        failure === null
          ? callback(null, socket)
          : callback(new NotConnected(new ProxyFailed(proxy, failure)), null),
      ),
  });
  const { authorization } = proxy;
  return pool.compose((dispatch) => (options, handler) => {
    const headers = {
      ...(options.headers as Readonly<Record<string, string>>),
      host: new URL(origin).host,
      ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
    };
    return dispatch({ ...options, path: `${origin}${options.path}`, headers }, handler);
  });
}
