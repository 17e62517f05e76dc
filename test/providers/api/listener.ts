import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** Something that listens for connections, and what may become of them. */
export interface Listener {
  readonly port: number;
  /** How many connections came. */
  readonly count: () => number;
  /** Breaks all connections. */
  cut(): void;
  close(): Promise<void>;
}

/** Listens, and lets a function do what it likes with each connection. */
export async function listener(
  serve: (socket: Socket) => void,
  host = "127.0.0.1",
  port = 0,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server: Server = createServer((socket) => {
    count++;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    serve(socket);
  });
  server.listen(port, host);
  await once(server, "listening");
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    count: () => count,
    cut,
    close: async () => {
      server.close();
      cut();
    },
  };
}

/** Passes connections on to an endpoint, byte by byte. */
export function forwarder(endpoint: string, host = "127.0.0.1", port = 0): Promise<Listener> {
  const target = new URL(endpoint);
  return listener(
    (socket) => {
      const further = connect(Number(target.port), target.hostname);
      further.on("error", () => socket.destroy());
      socket.on("close", () => further.destroy());
      further.on("close", () => socket.destroy());
      socket.pipe(further).pipe(socket);
    },
    host,
    port,
  );
}
