import { connect, isIP, type Socket } from "node:net";

import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { Place } from "./reach.js";
import type { ProxySettings } from "./settings/ssh-settings.js";

/** Milliseconds that a node, or the proxy on the way to it, has to take a connection. */
const patience = 30_000;

/** Connects to a node's SSH server, straight or by way of the proxy, which then resolves the name. */
export async function dial(place: Place, proxy: ProxySettings | undefined): Promise<Socket> {
  return proxy === undefined ? dialStraight(place) : dialBy(proxy, place);
}

async function dialStraight(place: Place): Promise<Socket> {
  const { node, text } = place;
  try {
    return await socketTo(place);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    const elsewhere = `name another address: ssh { node { name = "${node}", address = "..." } }`;
    if (code === "ENOTFOUND" || code === "EAI_AGAIN")
      return refuse(`the name of ${node} can't be resolved`, {
        path: ["ssh"],
        detail: `${text}: ${code}. Let this machine's DNS know it, or ${elsewhere}.`,
      });
    if (code === "ECONNREFUSED")
      return refuse(`nothing listens for SSH on ${node}`, {
        path: ["ssh"],
        detail: `${text} refused the connection. Start its SSH server, or ${elsewhere} (and port, if it is not 22).`,
      });
    return refuse(`${node} can't be reached over SSH`, {
      path: ["ssh"],
      detail: `${text}: ${code ?? message}. Check network and firewall, or ${elsewhere}.`,
    });
  }
}

async function dialBy({ host, port, login }: ProxySettings, place: Place): Promise<Socket> {
  const proxy = `${host}:${port}`;
  const toProxy = await socketTo({ host, port }).catch((thrown: NodeJS.ErrnoException) =>
    refuse("the SOCKS5 proxy can't be reached", {
      path: ["ssh", 0, "socks5_server"],
      detail: `${proxy}: ${thrown.code ?? thrown.message}. It is the way to all nodes: check ssh.socks5_server.`,
    }),
  );
  // Loaded only now: most connections need no proxy.
  const { SocksClient } = await import("socks");
  try {
    const { socket } = await SocksClient.createConnection({
      command: "connect",
      timeout: patience,
      existing_socket: toProxy,
      proxy: {
        host,
        port,
        type: 5,
        ...(login === undefined ? {} : { userId: login.username, password: login.password }),
      },
      destination: { host: place.host, port: place.port },
    });
    return socket;
  } catch (thrown) {
    toProxy.destroy();
    return refuseBy(proxy, place, thrown);
  }
}

async function socketTo(to: { readonly host: string; readonly port: number }): Promise<Socket> {
  const socket = connect({ host: to.host, port: to.port, noDelay: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} s`)), patience);
      const end = () => clearTimeout(timer);
      socket.once("connect", () => (end(), resolve())).once("error", (failure) => (end(), reject(failure)));
    });
    return socket;
  } catch (thrown) {
    socket.destroy();
    throw thrown;
  }
}

function refuseBy(proxy: string, { node, text, host }: Place, thrown: unknown): never {
  const message = messageOf(thrown);
  if (/authentication/i.test(message))
    return refuse("the SOCKS5 proxy does not accept the login", {
      path: ["ssh", 0, "socks5_username"],
      detail: `${proxy}: ${message}. Check ssh.socks5_username and ssh.socks5_password.`,
    });
  const names = isIP(host) === 0 ? " The proxy resolves the name, not this machine." : "";
  return refuse(`the SOCKS5 proxy does not connect to ${node}`, {
    path: ["ssh", 0, "socks5_server"],
    detail: `${proxy} was asked for ${text} and answered: ${message}.${names} Check that it may and can reach the node.`,
  });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
