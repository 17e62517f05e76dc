import { loseQuorum, regainQuorum } from "../cluster/membership.js";
import { setMaintenance } from "../cluster/ha/maintenance.js";
import { membershipChanged } from "../cluster/membership-changes.js";
import type { Clock } from "../clock.js";
import { lockFile } from "../guests/guest-lock.js";
import { scriptAgent, type AgentScript } from "../qemu/agent/script.js";
import type { LoggedRequest } from "../requests/logged-request.js";
import type { SimulatedNode } from "../simulated-node.js";
import { setTotal } from "../storages/capacity.js";
import type { World } from "../world.js";
import type { Faults } from "./faults.js";

/** What a lock is on: a guest, or a file by its path: of a node, or of what all nodes share (`/etc/pve/priv/lock/...`). */
export type Locked = { readonly vmid: number } | { readonly file: string; readonly node?: string };

/** Everything that a test can do to a simulation from outside of its API. */
export interface Controls {
  /** How time passes; `clock.advance(milliseconds)` moves it. */
  readonly clock: Clock;
  /** What shall go wrong, and on which occasions. */
  readonly faults: Faults;
  /** By name: where each node answers, and what can happen to it. */
  readonly nodes: ReadonlyMap<string, SimulatedNode>;
  /** Every request that came over the network. */
  readonly requests: LoggedRequest[];
  /** Lets HA leave a node for its maintenance, and come back; known to `ha-manager` as node-maintenance. */
  readonly maintenance: { enable(node: string): void; disable(node: string): void };
  /** Takes the quorum away from all nodes, and gives it back. */
  readonly quorum: { lose(): void; regain(): void };
  /** Tells what a guest's agent answers from now on; what is not said comes from its configuration. */
  agent(vmid: number, script: AgentScript): void;
  /** Says how many bytes fit on a storage, those that are on it among them. */
  capacity(storage: string, bytes: number): void;
  /** Holds a lock for so many milliseconds of the simulation's clock, as if somebody else had it; ends when it is released. Where nothing takes time, that is as soon as nothing else happens. */
  hold(what: Locked, milliseconds: number): Promise<void>;
}

export function controlsOf(
  world: World,
  nodes: ReadonlyMap<string, SimulatedNode>,
  requests: LoggedRequest[],
): Controls {
  const { clock, faults, guests, locks } = world;
  return {
    clock,
    faults,
    nodes,
    requests,
    maintenance: {
      enable: (node) => setMaintenance(world, node, "enable"),
      disable: (node) => setMaintenance(world, node, "disable"),
    },
    quorum: {
      lose: () => {
        loseQuorum(world);
        membershipChanged(world);
      },
      regain: () => {
        regainQuorum(world);
        membershipChanged(world);
      },
    },
    agent: (vmid, script) => {
      if (guests.get(vmid)?.kind !== "qemu") throw new Error(`there is no virtual machine ${vmid}`);
      scriptAgent(world, vmid, script);
    },
    capacity: (storage, bytes) => setTotal(world, storage, bytes),
    hold: async (what, milliseconds) => {
      if ("file" in what) return locks.hold(what, milliseconds);
      const { kind = "qemu", node } = guests.get(what.vmid) ?? {};
      await locks.hold({ file: lockFile(kind, what.vmid), node }, milliseconds);
    },
  };
}
