import type { Socket } from "node:net";
import { DEFAULT_CIPHERS, TLSSocket, type ConnectionOptions } from "node:tls";

import { buildConnector } from "undici";

import type { ConnectionSettings } from "../settings/connection-settings.js";
import type { Trust } from "../settings/trust.js";
import { NotConnected, OtherCertificate } from "./not-connected.js";
import { passesBy } from "./passes-by.js";
import { tunnel } from "./tunnel.js";

/** Opens connections to one endpoint: through the proxy where there is one, and trusting what is to be trusted. */
export function connectorTo(
  endpoint: string,
  { trust, minimumTls, proxy }: Pick<ConnectionSettings, "trust" | "minimumTls" | "proxy">,
): buildConnector.connector {
  const { hostname, port, protocol } = new URL(endpoint);
  const way = proxy === undefined || passesBy(proxy.exceptions, new URL(endpoint)) ? undefined : proxy;
  const connect = buildConnector({ ...trusting(trust), ...speaking(minimumTls) });
  return (options, callback) => {
    const open = (httpSocket?: Socket) =>
      connect({ ...options, ...(httpSocket === undefined ? {} : { httpSocket }) }, (...[failure, socket]) => {
        if (failure !== null) return callback(new NotConnected(failure), null);
        const shown = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : "none";
        if (trust.kind !== "pinned" || trust.fingerprints.includes(shown)) return callback(null, socket);
        socket.destroy();
        callback(new NotConnected(new OtherCertificate(trust.fingerprints, shown)), null);
      });
    if (way === undefined) return open();
    tunnel(way, `${hostname}:${port === "" ? (protocol === "http:" ? 80 : 443) : port}`).then(
      (socket) => open(socket as Socket),
      (failure: unknown) => callback(new NotConnected(failure), null),
    );
  };
}

function trusting(trust: Trust): ConnectionOptions & { readonly maxCachedSessions: number } {
  switch (trust.kind) {
    case "system":
      return { maxCachedSessions: 100 };
    case "authority":
      return { maxCachedSessions: 100, ca: trust.certificates };
    case "any":
      return { maxCachedSessions: 100, ...verifyingNothing };
    case "pinned":
      // A resumed session shows no certificate to compare.
      return { maxCachedSessions: 0, ...verifyingNothing };
  }
}

const verifyingNothing: ConnectionOptions = {
  rejectUnauthorized: false,
  checkServerIdentity: () => undefined,
};

/** OpenSSL's own level of security has no TLS below 1.2: who asks for that asks for a lower level. */
function speaking(minVersion: ConnectionSettings["minimumTls"]): ConnectionOptions {
  return minVersion === "TLSv1" || minVersion === "TLSv1.1"
    ? { minVersion, ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0` }
    : { minVersion };
}
