import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { join } from "node:path";

/** A web server on a free port, with the files of a folder. */
export async function serveImages(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const file = join(folder, (request.url ?? "/").split("/").at(-1) ?? "");
    stat(file).then(
      ({ size }) => {
        response.writeHead(200, { "content-length": size });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return server;
}
