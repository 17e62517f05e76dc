import { Agent, interceptors } from "undici";

import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { ConnectionSettings } from "./settings/connection-settings.js";
import { messageOf } from "./transport/code-of.js";
import { connectorTo } from "./transport/connector.js";
import { NotConnected } from "./transport/not-connected.js";

/** How a server of files is spoken to. */
export interface WebWays extends Pick<ConnectionSettings, "minimumTls" | "proxy"> {
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
  const agent = new Agent({
    connect: (options, callback) => {
      const port = options.port === "" ? (options.protocol === "http:" ? "80" : "443") : options.port;
      connectorTo(`${options.protocol}//${options.hostname}:${port}`, ways)(options, callback);
    },
  });
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
    refuse(`${url} can't be fetched`, { detail: messageOf(thrown.cause) });
  }
}
