import { connect, type Socket } from "node:net";

import { listener } from "../api/listener.js";

/** Somebody between a client and a server, who can hold back what the client sends. */
export interface HeldWire {
  readonly port: number;
  /** Says to whom connections go. */
  leadTo(endpoint: string): void;
  /** Holds whoever has sent so many bytes in one connection; answers once somebody is held. */
  hold(bytes: number): Promise<void>;
  /** Lets everybody go on. */
  release(): void;
  close(): Promise<void>;
}

export async function heldWire(): Promise<HeldWire> {
  let target = "";
  let most = Infinity;
  let tell: () => void = () => undefined;
  const held = new Set<Socket>();
  const between = await listener((client) => {
    const { hostname, port } = new URL(target);
    const server = connect(Number(port), hostname);
    server.on("error", () => client.destroy()).on("close", () => client.destroy());
    client.on("close", () => server.destroy());
    server.pipe(client);
    let come = 0;
    client.on("data", (data: Buffer) => {
      server.write(data);
      come += data.length;
      if (come < most) return;
      client.pause();
      held.add(client);
      tell();
    });
  });
  return {
    port: between.port,
    leadTo: (endpoint) => void (target = endpoint),
    hold: (bytes) => {
      most = bytes;
      return new Promise((resolve) => (tell = resolve));
    },
    release: () => {
      most = Infinity;
      for (const each of held) each.resume();
      held.clear();
    },
    close: () => between.close(),
  };
}
