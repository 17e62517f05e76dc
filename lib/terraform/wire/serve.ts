import { existsSync, unlinkSync } from "node:fs";
import http2, { type Http2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";

import { createCertificate, type Certificate } from "./certificate.js";
import { serveGrpc } from "./grpc.js";
import { calls, type CallName } from "./messages.js";
import { decode, encode, type Plain } from "./protobuf.js";

/** What a plugin answers, call by call. The session tells one configured provider from another in the same process. */
export type Handlers = Readonly<
  Partial<Record<CallName, (request: Plain, session: Http2Session) => Promise<Plain>>>
>;

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes the one line that Terraform reads. */
  announce(line: string): void;
  exit(code: number): void;
}

const magicCookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const service = "/tfplugin6.Provider/";

/**
 * Speaks go-plugin's handshake and serves the provider until Terraform goes away. What answers is loaded with the first
 * call, for Terraform waits for the handshake.
 */
export async function servePlugin(
  load: () => Promise<Handlers>,
  { environment, announce, exit }: Surroundings,
): Promise<void> {
  if (environment["TF_PLUGIN_MAGIC_COOKIE"] !== magicCookie) {
    announce(
      "This is a Terraform provider: Terraform starts it. To use it, see the README: npx pve-cdk, or terraform init with this provider's mirror.",
    );
    return exit(1);
  }
  const clientCertificate = environment["PLUGIN_CLIENT_CERT"];
  const certificate =
    clientCertificate === undefined || clientCertificate === "" ? undefined : createCertificate(new Date());
  const server = serverWith(certificate, clientCertificate);
  serveGrpc(server, (path, body, session) => dispatch(load, { path, body, session }, exit));
  exitWithLastSession(server, exit);
  const address = await listen(server);
  announce(
    [
      "1",
      "6",
      address.network,
      address.text,
      "grpc",
      certificate?.der.toString("base64").replace(/=+$/, "") ?? "",
    ].join("|"),
  );
}

function serverWith(
  certificate: Certificate | undefined,
  clientCertificate: string | undefined,
): http2.Http2Server | http2.Http2SecureServer {
  const settings = { maxConcurrentStreams: 4096, initialWindowSize: 1 << 20 };
  if (certificate === undefined) return http2.createServer({ settings });
  return http2.createSecureServer({
    settings,
    key: certificate.privateKey,
    cert: certificate.certificate,
    ca: clientCertificate,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
  });
}

interface Call {
  readonly path: string;
  readonly body: Uint8Array;
  readonly session: Http2Session;
}

async function dispatch(
  load: () => Promise<Handlers>,
  { path, body, session }: Call,
  exit: (code: number) => void,
): Promise<Uint8Array | undefined> {
  if (path === "/plugin.GRPCController/Shutdown") {
    // The answer must be out before the process ends.
    setTimeout(() => exit(0), 5);
    return new Uint8Array();
  }
  if (path === "/grpc.health.v1.Health/Check") return Uint8Array.from([8, 1]);
  if (path === "/plugin.GRPCStdio/StreamStdio") return new Promise(() => undefined);
  if (!path.startsWith(service)) return undefined;
  const name = path.slice(service.length) as CallName;
  const handler = (await load())[name];
  if (handler === undefined) return undefined;
  const { request, response } = calls[name];
  return encode(response, await handler(decode(request, body), session));
}

/** A Terraform that was killed leaves nobody behind who would tell us to stop. */
function exitWithLastSession(
  server: http2.Http2Server | http2.Http2SecureServer,
  exit: (code: number) => void,
): void {
  let open = 0;
  server.on("session", (session: Http2Session) => {
    open++;
    session.on("close", () => {
      open--;
      setTimeout(() => (open === 0 ? exit(0) : undefined), 200);
    });
  });
}

async function listen(
  server: http2.Http2Server | http2.Http2SecureServer,
): Promise<{ readonly network: "unix" | "tcp"; readonly text: string }> {
  const listening = new Promise<void>((resolve, reject) =>
    server.once("listening", resolve).once("error", reject),
  );
  if (process.platform === "win32") {
    server.listen(0, "127.0.0.1");
    await listening;
    return { network: "tcp", text: `127.0.0.1:${(server.address() as AddressInfo).port}` };
  }
  const path = join(tmpdir(), `pve-cdk-plugin-${randomBytes(6).toString("hex")}`);
  const mask = process.umask(0o077);
  server.listen(path);
  await listening;
  process.umask(mask);
  process.once("exit", () => existsSync(path) && unlinkSync(path));
  return { network: "unix", text: path };
}
