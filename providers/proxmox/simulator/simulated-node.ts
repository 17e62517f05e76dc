import { createCertificate } from "./certificate.js";
import { membershipChanged } from "./cluster/membership-changes.js";
import type { NodeCondition } from "./nodes/node.js";
import { boot, losePower } from "./nodes/power.js";
import { serve, type LoggedRequest } from "./server.js";
import type { World } from "./world.js";

/** A node of a running simulation: where it answers, and what can happen to it. */
export interface SimulatedNode {
  readonly name: string;
  /** `https://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  readonly condition: NodeCondition;
  /** Takes its power away: its guests and tasks die, nobody reaches it. */
  down(): Promise<void>;
  /** Makes it as it should be: a node without power boots, and starts the guests that start at boot. */
  up(): Promise<void>;
  /** Lets it fare so. */
  become(condition: NodeCondition): Promise<void>;
}

export interface NodeServing {
  readonly port: number;
  readonly log: (request: LoggedRequest) => void;
}

/** Starts to answer as one of a world's nodes. */
export async function simulateNode(
  world: World,
  name: string,
  { port, log }: NodeServing,
): Promise<SimulatedNode & { close(): Promise<void> }> {
  const node = world.nodes.get(name);
  if (node === undefined) throw new Error(`the world has no node '${name}'`);
  const certificate = (node.certificate ??= await createCertificate(name));
  const listening = await serve(world, { node: name, certificate, port, log });
  const become = async (condition: NodeCondition) => {
    const before = node.condition;
    node.condition = condition;
    if (condition === "off" && before !== "off") losePower(world, name);
    await (condition === "off" || condition === "refusing" ? listening.pause() : listening.resume());
    membershipChanged(world);
    if (before === "off" && condition !== "off") await boot(world, name);
  };
  return {
    name,
    endpoint: `https://127.0.0.1:${listening.port}`,
    fingerprint: certificate.fingerprint,
    get condition() {
      return node.condition;
    },
    down: () => become("off"),
    up: () => become("online"),
    become,
    close: () => listening.close(),
  };
}
