import { spawn } from "node:child_process";
import { connect, createServer, type AddressInfo } from "node:net";

import { freePort } from "./free-port.js";

/** A real SOCKS5 server (microsocks), and what it was asked. */
export interface SocksServer {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** The first bytes of each request to connect: `05 01 00`, then the kind of address. */
  readonly requests: readonly Buffer[];
  close(): Promise<void>;
}

/**
 * Starts one, with a login if that is given; in front of it somebody listens to what it is asked. It takes its login
 * from the command line alone, where everybody sees it, so that can't be a marker.
 */
export async function socksServer(login?: {
  readonly username: string;
  readonly password: string;
}): Promise<SocksServer> {
  const port = await freePort();
  const users = login === undefined ? [] : ["-u", login.username, "-P", login.password];
  const server = spawn("microsocks", ["-i", "127.0.0.1", "-p", String(port), ...users], {
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const requests: Buffer[] = [];
  const relay = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    const stop = () => (client.destroy(), upstream.destroy());
    client.on("error", stop).on("close", stop);
    upstream.on("error", stop).on("close", stop);
    client.on("data", (data: Buffer) => {
      if (data[0] === 5 && data[1] === 1 && data[2] === 0 && data.length > 4) requests.push(data);
    });
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  for (let tries = 0; tries < 100 && !(await answers(port)); tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    address: `127.0.0.1:${(relay.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.kill();
      await ended;
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true))).once("error", () => resolve(false));
  });
}
