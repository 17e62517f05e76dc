import ssh2, { type Client, type ConnectConfig } from "ssh2";

import { Refusal, refuse } from "../../../lib/diagnostic/refusal.js";
import { Authentication } from "./authentication.js";
import { dial } from "./dial.js";
import { keepalive } from "./keepalive.js";
import { loginWays } from "./login-ways.js";
import { publicKeyOf } from "./public-key.js";
import type { Place } from "./reach.js";
import type { SshSettings } from "./settings/ssh-settings.js";
import { trustIn, type Trust } from "./trust.js";

/** A login to a node. */
export interface Login {
  readonly client: Client;
  readonly username: string;
  /** What did it: `password`. */
  readonly way: string;
  /** What is to be told of the node's host key. */
  readonly note: string | undefined;
}

/** Milliseconds for handshake and login. */
const patience = 30_000;
/** A server ends a connection after some refused attempts; so often it is asked again with what is left. */
const mostConnections = 5;

/** Logs in to a node: is it the right one, and does it take one of our ways? */
export async function connect(place: Place, settings: SshSettings): Promise<Login> {
  if ("missing" in settings.user) throw new Refusal([settings.user.missing]);
  const { name: username } = settings.user;
  const [trust, { ways, missing }] = await Promise.all([trustIn(settings, place), loginWays(settings)]);
  const authentication = new Authentication(username, ways);
  for (let connections = 1; ; connections++) {
    const before = authentication.tried;
    const result = await connectTrusted({ place, settings, trust, authentication, username });
    if (result.kind === "in")
      return { client: result.client, username, way: authentication.current ?? "nothing", note: result.note };
    if (result.kind === "cut off" && authentication.tried === before)
      throw wrongHandshake(place, "the server ended the connection during the login");
    const canGoOn = authentication.tried > before && authentication.hasMore;
    if (result.kind === "cut off" && canGoOn && connections < mostConnections) continue;
    return notLetIn(place, username, [...authentication.report(), ...missing]);
  }
}

interface Attempt {
  readonly place: Place;
  readonly settings: SshSettings;
  readonly trust: Trust;
  readonly authentication: Authentication;
  readonly username: string;
}

type Result =
  | { readonly kind: "in"; readonly client: Client; readonly note: string | undefined }
  /** The server ended the connection in the middle of the login. */
  | { readonly kind: "cut off" }
  | { readonly kind: "nothing left" };

/** Asks for one list of key algorithms after the other, until the server shows a key that is trusted. */
async function connectTrusted(attempt: Attempt): Promise<Result> {
  let first: Refusal | undefined;
  for (const algorithms of attempt.trust.algorithms) {
    const result = await connectOnce(attempt, algorithms);
    if (!(result instanceof Refusal)) return result;
    first ??= result;
  }
  throw first ?? new Error("a trust has algorithms");
}

/** One connection. A refusal that is returned is of the key that the server shows. */
async function connectOnce(
  { place, settings, trust, authentication, username }: Attempt,
  algorithms: readonly string[],
): Promise<Result | Refusal> {
  const socket = await dial(place, settings.proxy);
  const client = new ssh2.Client();
  let untrusted: Error | undefined;
  let note: string | undefined;
  let offered: readonly string[] = [];
  let isLoggingIn = false;
  const config: ConnectConfig = {
    sock: socket,
    username,
    readyTimeout: patience,
    keepaliveInterval: keepalive.interval,
    keepaliveCountMax: keepalive.most,
    algorithms: { serverHostKey: algorithms as never },
    ...(settings.agent?.forwarding === true && settings.agent.socket !== undefined
      ? { agent: settings.agent.socket, agentForward: true }
      : {}),
    hostVerifier: (blob: Buffer, verify: (isTrusted: boolean) => void) => {
      trust.verify(publicKeyOf(blob)).then(
        (told) => ((note = told), verify(true)),
        (thrown: unknown) => {
          untrusted = thrown instanceof Error ? thrown : new Error(String(thrown));
          verify(false);
        },
      );
    },
    authHandler: (_left, _partial, next) => {
      next((isLoggingIn ? authentication.next(offered) : authentication.begin()) as never);
      isLoggingIn = true;
    },
    // Only here the library tells what the server takes after an agent's key.
    debug: (text) => {
      const methods = /Received USERAUTH_FAILURE \((.*)\)/.exec(text)?.[1];
      if (methods !== undefined) offered = methods.split(",").filter((method) => method !== "");
    },
  };
  return new Promise((resolve, reject) => {
    client.on("ready", () => resolve({ kind: "in", client, note }));
    client.on("close", () => {
      if (!isLoggingIn) return reject(wrongHandshake(place, "the connection was closed"));
      authentication.cutOff();
      resolve({ kind: "cut off" });
    });
    client.on("error", (failure: Error & { readonly level?: string }) => {
      if (failure.level === "agent")
        return authentication.trouble(`the agent does not sign: ${failure.message}`);
      client.end();
      if (untrusted instanceof Refusal) return resolve(untrusted);
      if (untrusted !== undefined) return reject(untrusted);
      if (failure.message === "All configured authentication methods failed")
        return resolve({ kind: "nothing left" });
      if (isLoggingIn && failure.level !== "client-timeout") {
        authentication.cutOff();
        return resolve({ kind: "cut off" });
      }
      const isOfOtherKeys = /no matching host key format/i.test(failure.message);
      const wrong = wrongHandshake(place, failure.message);
      if (isOfOtherKeys) resolve(wrong);
      else reject(wrong);
    });
    client.connect(config);
  });
}

function notLetIn(place: Place, username: string, reasons: readonly string[]): never {
  return refuse(`${place.node} does not let ${username} in over SSH`, {
    path: ["ssh"],
    detail: [
      `${place.text} refused, or was not given, each way to log in:`,
      ...reasons.map((reason) => `  ${reason}`),
      `Put the public key into ~/.ssh/authorized_keys of ${username} on the node, or give the right password.`,
    ].join("\n"),
  });
}

function wrongHandshake({ node, text }: Place, message: string): Refusal {
  return new Refusal([
    {
      severity: "error",
      summary: `${node} does not speak SSH as expected`,
      detail: `${text}: ${message}. Check that an SSH server listens there, and that it did not ban this machine after failed logins.`,
      path: ["ssh"],
    },
  ]);
}
