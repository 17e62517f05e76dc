import { X509Certificate } from "node:crypto";
import { connect } from "node:http2";
import { connect as connectTls } from "node:tls";

import { afterEach, describe, expect, it } from "vitest";

import { createCertificate } from "../../../lib/terraform/wire/certificate.js";
import { servePlugin, type Handlers } from "../../../lib/terraform/wire/serve.js";
import { encode } from "../../../lib/terraform/wire/protobuf.js";

const cookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** Starts a plugin in this process as Terraform would, with mutual TLS. */
async function started(handlers: Handlers = {}) {
  const client = createCertificate(new Date());
  const lines: string[] = [];
  const codes: number[] = [];
  await servePlugin(async () => handlers, {
    environment: { TF_PLUGIN_MAGIC_COOKIE: cookie, PLUGIN_CLIENT_CERT: client.certificate },
    announce: (line) => void lines.push(line),
    exit: (code) => void codes.push(code),
  });
  const [, version, network, socket = "", kind, server = ""] = (lines[0] ?? "").split("|");
  const session = connect("https://localhost", { createConnection: () => tls(socket, client, server) });
  return { version, network, kind, session, codes };
}

function tls(path: string, client: ReturnType<typeof createCertificate>, server: string) {
  // The handshake leaves the padding out.
  const padded = server.padEnd(Math.ceil(server.length / 4) * 4, "=");
  const ca = `-----BEGIN CERTIFICATE-----\n${padded.match(/.{1,64}/g)?.join("\n")}\n-----END CERTIFICATE-----\n`;
  return connectTls({
    path,
    cert: client.certificate,
    key: client.privateKey,
    ca,
    ALPNProtocols: ["h2"],
    servername: "localhost",
  });
}

async function call(session: ReturnType<typeof connect>, path: string): Promise<Record<string, unknown>> {
  const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc" });
  const received: Record<string, unknown> = {};
  stream.on("response", (headers) => void Object.assign(received, headers));
  stream.on("trailers", (headers) => void Object.assign(received, headers));
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.end(Buffer.alloc(5));
  await new Promise((resolve) => stream.on("close", () => resolve(undefined)));
  return { ...received, body: Buffer.concat(chunks).subarray(5) };
}

describe("the plugin's wire", () => {
  const open: ReturnType<typeof connect>[] = [];
  afterEach(() => {
    for (const session of open.splice(0)) session.close();
  });

  it("announces itself in one line, and answers over mutual TLS", async () => {
    const { version, network, kind, session } = await started({
      StopProvider: async () => ({ Error: "nothing to stop" }),
    });
    open.push(session);
    expect({ version, network, kind }).toEqual({ version: "6", network: "unix", kind: "grpc" });
    const answer = await call(session, "/tfplugin6.Provider/StopProvider");
    expect(answer["grpc-status"]).toBe("0");
    expect(answer["body"]).toEqual(
      Buffer.from(encode({ Error: { number: 1, kind: "string" } }, { Error: "nothing to stop" })),
    );
  });

  it("says of a call that it doesn't have that it is not implemented", async () => {
    const { session } = await started();
    open.push(session);
    expect((await call(session, "/tfplugin6.Provider/ListResource"))["grpc-status"]).toBe("12");
  });

  it("answers Shutdown before it ends, and ends when nobody is connected any more", async () => {
    const { session, codes } = await started();
    expect((await call(session, "/plugin.GRPCController/Shutdown"))["grpc-status"]).toBe("0");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(codes).toContain(0);
    const second = await started();
    await call(second.session, "/grpc.health.v1.Health/Check");
    second.session.close();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(second.codes).toContain(0);
    session.close();
  });

  it("tells a person who starts it by hand what it is", async () => {
    const lines: string[] = [];
    const codes: number[] = [];
    await servePlugin(async () => ({}), {
      environment: {},
      announce: (line) => void lines.push(line),
      exit: (code) => void codes.push(code),
    });
    expect(lines.join()).toMatch(/Terraform provider/);
    expect(codes).toEqual([1]);
  });

  it("shows a certificate that is its own authority, for localhost, for a day", () => {
    const { certificate } = createCertificate(new Date());
    const read = new X509Certificate(certificate);
    expect(read.ca).toBe(true);
    expect(read.checkHost("localhost")).toBe("localhost");
    expect(read.verify(read.publicKey)).toBe(true);
    expect(Date.parse(read.validTo) - Date.now()).toBeLessThan(25 * 60 * 60 * 1000);
  });
});
