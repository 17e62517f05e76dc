import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Somebody between a client and a server who can cut the wire, or let nothing through any more. */
export interface Relay {
  readonly port: number;
  /** Cuts every connection once so many further bytes have come from the client. */
  cutAfter(bytes: number): void;
  /** Lets nothing through in the connections that there are, as where a firewall forgot them. */
  silence(): void;
  close(): Promise<void>;
}

export async function relayTo(port: number): Promise<Relay> {
  let left = Infinity;
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    const cut = () => (client.destroy(), upstream.destroy());
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut).on("close", cut);
    }
    client.on("data", (data: Buffer) => {
      if (silent.has(client)) return;
      left -= data.length;
      if (left > 0) upstream.write(data);
      else cut();
    });
    upstream.on("data", (data: Buffer) => {
      if (!silent.has(client)) client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter: (bytes) => void (left = bytes),
    silence: () => {
      for (const socket of sockets) silent.add(socket);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
