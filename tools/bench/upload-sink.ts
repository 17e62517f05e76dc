import { fork } from "node:child_process";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

import { createCertificate } from "../../providers/proxmox/simulator/certificate.js";

export interface UploadSink {
  readonly endpoint: string;
  readonly fingerprint: string;
  received(): Promise<number>;
  close(): Promise<void>;
}

interface Ready {
  readonly port: number;
  readonly fingerprint: string;
}

/** A server in a process of its own that swallows uploads, so that only the sender's memory is measured. */
export async function sinkForUploads(): Promise<UploadSink> {
  const child = fork(import.meta.filename, ["serve"]);
  const ready = await new Promise<Ready>((resolve) =>
    child.once("message", (message) => resolve(message as Ready)),
  );
  return {
    endpoint: `https://127.0.0.1:${ready.port}`,
    fingerprint: ready.fingerprint,
    received: () =>
      new Promise((resolve) => {
        child.once("message", (count) => resolve(count as number));
        child.send("count");
      }),
    close: async () => void child.kill(),
  };
}

if (process.argv[2] === "serve" && process.send !== undefined) {
  const certificate = createCertificate();
  let received = 0;
  const server = createServer(
    { key: certificate.privateKey, cert: certificate.certificate },
    (request, response) => {
      request.on("data", (chunk: Buffer) => (received += chunk.length));
      request.on("end", () => {
        response.setHeader("content-type", "application/json");
        response.end(
          JSON.stringify({
            data: request.method === "GET" ? { version: "9.2" } : "UPID:pve1:0:0:0:imgcopy::root@pam:",
          }),
        );
      });
    },
  );
  server.listen(0, "127.0.0.1", () =>
    process.send?.({ port: (server.address() as AddressInfo).port, fingerprint: certificate.fingerprint }),
  );
  process.on("message", () => process.send?.(received));
}
