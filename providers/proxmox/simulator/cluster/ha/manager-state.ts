import { slice, type World } from "../../world.js";

/** What the manager makes of a resource, in the words of its own status. */
export type ServiceState =
  "started" | "request_stop" | "stopped" | "migrate" | "relocate" | "fence" | "recovery" | "error";

/** A resource under the manager's care. */
export interface Service {
  state: ServiceState;
  /** Where it is, by the manager's knowledge. */
  node: string;
  /** Where to it is moved. */
  target: string | undefined;
  /** Whether a node is at work on it. */
  isBusy: boolean;
  /** How often it was started in vain on this node. */
  restarts: number;
  /** Where it could not be started. */
  failedOn: readonly string[];
  /** Where to it could not be moved. */
  refusedBy: readonly string[];
  /** How long a stop gives its system, in seconds; 0 for none. */
  stopTimeout: number;
  /** The node that it left for the node's maintenance, to come back to. */
  awayFrom: string | undefined;
}

/** A node as the manager sees it. */
export interface ManagedNode {
  state: "online" | "maintenance" | "unknown" | "fence";
  /** Since when it is not seen, in milliseconds since 1970. */
  lostAt: number | undefined;
  /** Since when it is without quorum, while it has something to lose. */
  aloneSince: number | undefined;
}

/** A move that somebody asked for. */
export interface MoveCommand {
  readonly kind: "migrate" | "relocate";
  readonly target: string;
}

export interface Manager {
  readonly services: Map<string, Service>;
  readonly nodes: Map<string, ManagedNode>;
  readonly commands: Map<string, MoveCommand>;
  /** Nodes that are to be left. */
  readonly maintenance: Set<string>;
  /** How the manager lets go of everything; empty while it doesn't. */
  disarmed: string;
}

/** How long a system is given where nothing is said, in seconds. */
export const usualStopTimeout = 60;

export const managerOf = slice("ha-manager", (): Manager => ({
  services: new Map(),
  nodes: new Map(),
  commands: new Map(),
  maintenance: new Set(),
  disarmed: "",
}));

export function newService(world: World, vmid: number, wanted: "started" | "stopped"): Service {
  const guest = world.guests.get(vmid);
  const isRunning = guest?.running !== undefined;
  return {
    state: wanted === "started" ? "started" : isRunning ? "request_stop" : "stopped",
    node: guest?.node ?? "",
    target: undefined,
    isBusy: false,
    restarts: 0,
    failedOn: [],
    refusedBy: [],
    stopTimeout: usualStopTimeout,
    awayFrom: undefined,
  };
}
