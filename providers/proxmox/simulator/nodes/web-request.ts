import { request as plainRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";
import { lookup } from "node:dns/promises";

import { slice, type World } from "../world.js";
import { hostsOf } from "./settings.js";

/** Whether the simulated nodes reach more than this machine. */
export const networkOf = slice("network", () => ({ hasInternet: false }));

export interface WebRequest {
  readonly node: string;
  readonly url: string;
  readonly verb: "GET" | "HEAD";
  /** Whether a server must prove who it is. */
  readonly certificates: "verified" | "any";
  readonly signal?: AbortSignal;
  /** Hears how it goes, as wget tells it. */
  readonly log?: (line: string) => void;
}

/** Why no answer came. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    readonly reason: "name" | "connection" | "certificate",
  ) {
    super(message);
  }
}

const mostRedirections = 20;

/** What a node gets from a server of the web; redirections are followed. */
export async function askWeb(world: World, asked: WebRequest): Promise<IncomingMessage> {
  let url = asked.url;
  for (let count = 0; count <= mostRedirections; count++) {
    const answer = await askOnce(world, { ...asked, url });
    const { location } = answer.headers;
    const status = answer.statusCode ?? 500;
    if (location === undefined || status < 300 || status >= 400) return answer;
    answer.resume();
    url = new URL(location, url).href;
    asked.log?.(`HTTP request sent, awaiting response... ${status} ${answer.statusMessage}`);
    asked.log?.(`Location: ${url} [following]`);
    asked.log?.(`--${wallClock(world)}--  ${url}`);
  }
  throw new NoAnswer(`${mostRedirections} redirections exceeded.`, "connection");
}

/** The time as logs of a node show it. */
export function wallClock(world: World): string {
  return new Date(world.clock.now()).toISOString().slice(0, 19).replace("T", " ");
}

async function askOnce(world: World, asked: WebRequest): Promise<IncomingMessage> {
  const { url, verb, certificates, signal } = asked;
  // A task that was called off must not be thrown at in the middle of an event.
  const log = (line: string) => (signal?.aborted === true ? undefined : asked.log?.(line));
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const address = await resolved(world, { ...asked, host });
  const number = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
  const shown = isIP(host) > 0 ? `${hostname}:${number}` : `${host} (${host})|${address}|:${number}`;
  if (!isReachable(world, address)) {
    log(`Connecting to ${shown}... failed: Network is unreachable.`);
    throw new NoAnswer("Network is unreachable", "connection");
  }
  const options: RequestOptions & { readonly rejectUnauthorized: boolean; readonly servername?: string } = {
    host: address,
    port: number,
    path: `${pathname}${search}`,
    method: verb,
    headers: { Host: port === "" ? hostname : `${hostname}:${port}`, "User-Agent": "Wget/1.25.0" },
    rejectUnauthorized: certificates === "verified",
    // Each transfer has a connection of its own.
    agent: false,
    ...(isIP(host) > 0 ? {} : { servername: host }),
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    const request = (protocol === "https:" ? secureRequest : plainRequest)(options, resolve);
    request.once("socket", (socket) =>
      socket.once(protocol === "https:" ? "secureConnect" : "connect", () =>
        log(`Connecting to ${shown}... connected.`),
      ),
    );
    request.once("error", (error: NodeJS.ErrnoException) => reject(failureOf(error, { shown, host, log })));
    request.end();
  });
}

function failureOf(
  { code = "", message }: NodeJS.ErrnoException,
  { shown, host, log }: { readonly shown: string; readonly host: string } & Pick<WebRequest, "log">,
): NoAnswer {
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) {
    log?.(`Connecting to ${shown}... connected.`);
    log?.(`ERROR: cannot verify ${host}'s certificate:`);
    log?.(`  ${/SELF_SIGNED/.test(code) ? "Self-signed certificate encountered." : message}`);
    log?.(`To connect to ${host} insecurely, use \`--no-check-certificate'.`);
    return new NoAnswer("certificate verify failed", "certificate");
  }
  const text =
    code === "ECONNREFUSED"
      ? "Connection refused"
      : code === "ECONNRESET"
        ? "Connection reset by peer"
        : message;
  log?.(`Connecting to ${shown}... failed: ${text}.`);
  return new NoAnswer(text, "connection");
}

/** Names come from the node's own table, and from the world's servers only where it reaches those. */
async function resolved(
  world: World,
  { node, host, log }: WebRequest & { readonly host: string },
): Promise<string> {
  if (isIP(host) > 0) return host;
  const known = hostsOf(world, node)
    .split("\n")
    .map((line) => line.replace(/#.*$/, "").trim().split(/\s+/))
    .find(([, ...names]) => names.includes(host))?.[0];
  const address =
    known ?? (networkOf(world).hasInternet ? await lookup(host).catch(() => undefined) : undefined);
  const text = typeof address === "object" ? address.address : address;
  if (text === undefined) {
    log?.(`Resolving ${host} (${host})... failed: Temporary failure in name resolution.`);
    log?.(`wget: unable to resolve host address '${host}'`);
    throw new NoAnswer("Temporary failure in name resolution", "name");
  }
  log?.(`Resolving ${host} (${host})... ${text}`);
  return text;
}

function isReachable(world: World, address: string): boolean {
  return /^127\.|^::1$/.test(address) || networkOf(world).hasInternet;
}
