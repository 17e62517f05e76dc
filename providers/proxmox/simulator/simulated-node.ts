import { createCertificate } from "./certificate.js";
import type { Closing } from "./closing.js";
import { membershipChanged } from "./cluster/membership-changes.js";
import type { NodeCondition } from "./nodes/node.js";
import { boot } from "./nodes/boot.js";
import { losePower } from "./nodes/lose-power.js";
import type { LoggedRequest } from "./requests/logged-request.js";
import { serve } from "./server.js";
import type { OnNode } from "./ssh/files.js";
import type { SshListening } from "./ssh/server.js";
import type { World } from "./world.js";

/** A node of a running simulation: where it answers, and what can happen to it. */
export interface SimulatedNode {
  readonly name: string;
  /** `https://ADDRESS:PORT` */
  readonly endpoint: string;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  /** Where its SSH server is, and its key; undefined if none was asked for. */
  readonly ssh: SshPlace | undefined;
  readonly condition: NodeCondition;
  /** Takes its power away: its guests and tasks die, nobody reaches it. */
  down(): Promise<void>;
  /** Makes it as it should be: a node without power boots, and starts the guests that start at boot. */
  up(): Promise<void>;
  /** Lets it fare so. */
  become(condition: NodeCondition): Promise<void>;
}

/** Where somebody can log in to a node. */
export type SshPlace = Pick<SshListening, "host" | "port" | "fingerprint" | "hostKey">;

export interface NodeServing {
  /** Which of this machine's addresses it listens at, and is reached at by the others; 127.0.0.1 alone if not said. */
  readonly host: string | undefined;
  readonly port: number;
  /** Of its SSH server; none if not said. */
  readonly sshPort?: number | undefined;
  readonly log: (request: LoggedRequest) => void;
  readonly closing: Closing;
}

/** Starts to answer as one of a world's nodes. */
export async function simulateNode(
  world: World,
  name: string,
  { host, port, sshPort, log, closing }: NodeServing,
): Promise<SimulatedNode> {
  const node = world.nodes.get(name);
  if (node === undefined) throw new Error(`the world has no node '${name}'`);
  const at = host ?? "127.0.0.1";
  node.address = host ?? node.address;
  const certificate = (node.certificate ??= createCertificate(name, "server", at));
  const listening = await serve(world, { node: name, certificate, host: at, port, log });
  closing.add(() => listening.close());
  const ssh = await sshServer({ world, node: name }, { host: at, port: sshPort });
  if (ssh !== undefined) closing.add(() => ssh.close());
  const become = async (condition: NodeCondition) => {
    const before = node.condition;
    node.condition = condition;
    if (condition === "off" && before !== "off") losePower(world, name);
    await (condition === "off" || condition === "refusing" ? listening.pause() : listening.resume());
    await (condition === "off" ? ssh?.pause() : ssh?.resume());
    membershipChanged(world);
    if (before === "off" && condition !== "off") await boot(world, name);
  };
  return {
    name,
    endpoint: `https://${at}:${listening.port}`,
    fingerprint: certificate.fingerprint,
    ssh: ssh && placeOf(ssh),
    get condition() {
      return node.condition;
    },
    down: () => become("off"),
    up: () => become("online"),
    become,
  };
}

async function sshServer(
  on: OnNode,
  { host, port }: { readonly host: string; readonly port: number | undefined },
): Promise<SshListening | undefined> {
  if (port === undefined) return undefined;
  const { serveSsh } = await import("./ssh/server.js");
  return serveSsh(on, { host, port });
}

function placeOf({ host, port, fingerprint, hostKey }: SshListening): SshPlace {
  return { host, port, fingerprint, hostKey };
}
