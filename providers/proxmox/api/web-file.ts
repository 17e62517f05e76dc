import { Agent, interceptors, Pool, type Dispatcher } from "undici";

import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { ConnectionSettings } from "./settings/connection-settings.js";
import { connectorTo } from "./transport/connector.js";
import { forwarded } from "./transport/forwarded.js";
import { NotConnected, ProxyRefused } from "./transport/not-connected.js";
import { obstacleOf, type Obstacle } from "./transport/obstacle.js";
import { passesBy } from "./transport/passes-by.js";

/** How a server of files is spoken to. */
export interface WebWays extends Pick<ConnectionSettings, "minimumTls" | "proxy" | "plainProxy"> {
  /** What its certificate must be. */
  readonly trust: { readonly kind: "system" } | { readonly kind: "any" };
}

/** A file that a server has. */
export interface WebFile {
  /** Bytes. */
  readonly size: number;
  /** Reads it, from its beginning each time. */
  open(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Asks for a file and holds the answer until it is read: nothing is kept in between. */
export async function webFile(url: string, ways: WebWays): Promise<WebFile> {
  // Who is redirected may come to a server that is reached another way.
  const agent = new Agent({ factory: (origin) => wayTo(String(origin), ways) });
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: 10 }));
  const { origin, pathname, search } = new URL(url);
  const ask = () =>
    dispatcher.request({
      origin,
      path: `${pathname}${search}`,
      method: "GET",
      headers: { "accept-encoding": "identity" },
    });
  const close = () => agent.destroy();
  try {
    const first = await ask();
    // No server asks for that: it is what a proxy answers in its place.
    if (first.statusCode === 407 && ways.plainProxy !== undefined)
      throw new NotConnected(new ProxyRefused(ways.plainProxy, 407));
    const size = Number(first.headers["content-length"]);
    if (first.statusCode !== 200) refuse(`${url} answers ${first.statusCode} ${first.statusText}`.trim());
    if (!Number.isInteger(size))
      refuse(`${url} does not tell its length`, {
        detail: "The file is streamed through without a copy, so its length must be known before.",
      });
    let held: typeof first | undefined = first;
    async function* open(): AsyncGenerator<Uint8Array> {
      const answer = held ?? (await ask());
      held = undefined;
      yield* answer.body as AsyncIterable<Uint8Array>;
    }
    return { size, open, close };
  } catch (thrown) {
    await close();
    if (!(thrown instanceof NotConnected)) throw thrown;
    const obstacle = obstacleOf(thrown);
    refuse(`${url} can't be fetched: ${obstacle.what}`, { detail: adviceOn(obstacle) });
  }
}

/** A way to a server: through the proxy of its kind, where there is one. */
function wayTo(origin: string, ways: WebWays): Dispatcher {
  const url = new URL(origin);
  const { plainProxy } = ways;
  if (url.protocol === "https:") return new Pool(origin, { connect: connectorTo(origin, ways) });
  return plainProxy === undefined || passesBy(plainProxy.exceptions, url)
    ? new Pool(origin, { connect: connectorTo(origin, { ...ways, proxy: undefined }) })
    : forwarded(origin, plainProxy);
}

/** What is to be done about a server of files, which has settings of its own. */
function adviceOn({ kind, advice }: Obstacle): string {
  switch (kind) {
    case "proxy":
      return advice;
    case "certificate":
      return "Let it prove who it is to this machine, or set `insecure` beside the URL to take whatever answers.";
    case "version":
      return "Let it speak newer TLS, or lower `min_tls` beside the URL.";
    case "server":
      return "Check the URL, and what stands between this machine and the server.";
  }
}
