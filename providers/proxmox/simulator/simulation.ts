import type { Release } from "../api/specification/specification.js";
import type { Building } from "./build/building.js";
import type { Clock } from "./clock.js";
import type { Controls } from "./faults/controls.js";
import type { SshPlace } from "./simulated-node.js";
import type { NewSystemUser } from "./ssh/system-users.js";
import type { MediaOptions } from "./storages/add-media.js";
import type { RawParameters } from "./verify/verify.js";
import type { World } from "./world.js";

/** How a simulation begins: what is built is not built again where a state is kept already. */
export interface SimulationOptions extends Building {
  /** Names of the nodes; `["pve1"]` if not said. */
  readonly nodes?: readonly string[];
  /**
   * Addresses of this machine, one for each node: all listen at the same port, and the cluster tells these addresses, so
   * that clients find one node by another. If not said, all are at 127.0.0.1, with ports of their own.
   */
  readonly hosts?: readonly string[];
  /** Of `root@pam`; a random one if not said. */
  readonly rootPassword?: string;
  /** Which version of Proxmox VE answers; 9.2 if not said. */
  readonly release?: Release;
  /** Of the first node; 0 or nothing: any free one, as of the others. */
  readonly port?: number;
  /** Whether the nodes are reached over SSH too, the first one maybe at a certain port; not if not said. */
  readonly ssh?: boolean | { readonly port?: number };
  /** Whether it can be controlled from other processes, over HTTP on this machine, maybe at a certain port; not if not said. */
  readonly control?: boolean | { readonly port?: number };
  /** What nodes have beside the disk of their system, for storages to be on. */
  readonly media?: MediaOptions;
  /** Whether downloads reach more than this machine; not if not said. */
  readonly internet?: boolean;
  /**
   * A directory in which everything is kept over restarts; it need not exist. Where it holds a state already, its nodes,
   * its release, its certificates and its password are what the simulation goes on with.
   */
  readonly state?: string;
  /** How time passes for tasks; nothing takes time if not said. */
  readonly clock?: Clock;
}

/** A running Proxmox VE that isn't one. `await using pve = await simulate()` ends it with the block. */
export interface Simulation extends Controls, AsyncDisposable {
  /** Where the first node answers: `https://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** SHA-256 of the first node's certificate: `AB:CD:...`. */
  readonly fingerprint: string;
  /** `root@pam` */
  readonly username: string;
  readonly password: string;
  /** A token of root without privilege separation: `root@pam!simulation=...`. */
  readonly token: string;
  /** All that it knows, to look at; what changes it goes through the API. */
  readonly world: World;
  /** Where the first node's SSH server is, and its key; undefined if none was asked for. */
  readonly ssh: SshPlace | undefined;
  /** Lets somebody log in to the nodes over SSH, with sudoers rules as a node's file has them. */
  addSystemUser(user: NewSystemUser): void;
  /** Where it is controlled from other processes; undefined if that was not asked for. */
  readonly control: string | undefined;
  /** Asks the API as `root@pam`, without the network, and answers what is under `data`; throws an ApiFailure. */
  get(path: string, parameters?: RawParameters): Promise<unknown>;
  /** As `get`. What starts a task answers its UPID; `ended` waits for its end. */
  post(path: string, parameters?: RawParameters): Promise<unknown>;
  put(path: string, parameters?: RawParameters): Promise<unknown>;
  delete(path: string, parameters?: RawParameters): Promise<unknown>;
  /** Waits until a task has ended and answers how: `OK`, or what its log ends with. */
  ended(upid: unknown): Promise<string>;
  /** Ends it; its files go with it, unless its state is kept. */
  close(): Promise<void>;
}
