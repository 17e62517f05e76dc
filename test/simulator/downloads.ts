import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import { sample } from "./sample-file.js";

export interface Downloads {
  /** By the ports at which the recorded server found them. */
  readonly ports: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Serves the files that the recorded server downloaded: one port at once, the other so slowly that it never ends. */
export async function serveDownloads(): Promise<Downloads> {
  const iso = Buffer.concat([sample("tiny.iso")], 358400);
  const files: Readonly<Record<string, readonly [string, Buffer]>> = {
    "/tiny.iso": ["application/x-iso9660-image", iso],
    "/tiny.iso.gz": ["application/gzip", gzipSync(iso)],
    "/disk.qcow2": ["application/octet-stream", Buffer.concat([sample("disk.qcow2")], 196616)],
    "/a.txt": ["text/plain", Buffer.from("text")],
  };
  const fast = createServer((request, response) => {
    const file = files[request.url ?? ""];
    if (file === undefined) return void response.writeHead(404, "File not found").end();
    response.writeHead(200, { "Content-Type": file[0], "Content-Length": file[1].length });
    response.end(request.method === "HEAD" ? undefined : file[1]);
  });
  const slow = createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "application/x-iso9660-image", "Content-Length": iso.length });
    if (request.method === "HEAD") return void response.end();
    const trickle = setInterval(() => response.write(Buffer.alloc(16)), 500);
    response.on("close", () => clearInterval(trickle));
  });
  const [fastPort, slowPort] = await Promise.all([listening(fast), listening(slow)]);
  return {
    ports: { 18999: fastPort, 18998: slowPort },
    close: async () => {
      for (const server of [fast, slow]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
