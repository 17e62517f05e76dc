import { once } from "node:events";
import { createServer as createPlain, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";

import { createCertificate } from "../../../../providers/proxmox/simulator/certificate.js";

export interface WebServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Verb and path of what was asked. */
  readonly asked: string[];
  /** By path: what is there, or how it is answered. */
  readonly files: Map<string, Buffer | ((request: IncomingMessage, response: ServerResponse) => void)>;
  close(): Promise<void>;
}

/** A server of files on this machine; with TLS it proves itself to nobody. */
export async function webServer(secure?: { readonly maxVersion: "TLSv1.2" | "TLSv1.3" }): Promise<WebServer> {
  const asked: string[] = [];
  const files: WebServer["files"] = new Map();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`);
    const file = files.get(request.url ?? "");
    if (file === undefined) return void response.writeHead(404, "Not Found").end();
    if (typeof file === "function") return file(request, response);
    response.writeHead(200, { "content-length": file.length });
    response.end(request.method === "HEAD" ? undefined : file);
  };
  const certificate = secure === undefined ? undefined : createCertificate();
  const server =
    secure === undefined || certificate === undefined
      ? createPlain(answer)
      : createSecure({ ...secure, key: certificate.privateKey, cert: certificate.certificate }, answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `${secure === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    files,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
