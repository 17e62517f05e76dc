import type { IncomingMessage } from "node:http";
import type { Server } from "node:https";
import type { Socket } from "node:net";

/** Breaks the connections of a server off as a crash does: with a reset, below TLS, without a farewell. */
export function resetter(server: Server): (request: IncomingMessage) => () => void {
  const sockets = new Map<number | undefined, Socket>();
  server.on("connection", (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.once("close", () => sockets.delete(remotePort));
  });
  return ({ socket: { remotePort } }) =>
    () =>
      void sockets.get(remotePort)?.resetAndDestroy();
}
