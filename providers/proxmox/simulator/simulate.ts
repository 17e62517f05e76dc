import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { plainAnswer } from "./answer.js";
import { masterOf } from "./cluster/ha/watch-nodes.js";
import { firstNode } from "./nodes/first-node.js";
import type { Release } from "../api/specification/specification.js";
import { instantClock, type Clock } from "./clock.js";
import { createWorld } from "./create-world.js";
import { dispatch } from "./dispatch.js";
import { controlsOf, type Controls } from "./faults/controls.js";
import type { ControlListening } from "./faults/serve-control.js";
import { networkOf } from "./nodes/web-request.js";
import type { LoggedRequest } from "./server.js";
import { simulateNodes } from "./simulate-nodes.js";
import type { SshPlace } from "./simulated-node.js";
import { addSystemUser, type NewSystemUser } from "./ssh/system-users.js";
import { addMedia, type MediaOptions } from "./storages/add-media.js";
import { prepareNode } from "./storages/prepare-node.js";
import type { RawParameters } from "./verify/verify.js";
import type { World } from "./world.js";

export interface SimulationOptions {
  /** Names of the nodes; `["pve1"]` if not said. */
  readonly nodes?: readonly string[];
  /**
   * Addresses of this machine, one for each node: all listen at the same port, and the cluster tells these addresses, so
   * that clients find one node by another. If not said, all are at 127.0.0.1, with ports of their own.
   */
  readonly hosts?: readonly string[];
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
  /** How time passes for tasks; nothing takes time if not said. */
  readonly clock?: Clock;
}

/** A running Proxmox VE that isn't one. */
export interface Simulation extends Controls {
  /** Where the first node answers. */
  readonly endpoint: string;
  /** SHA-256 of the first node's certificate. */
  readonly fingerprint: string;
  readonly username: string;
  readonly password: string;
  /** A token of root without privilege separation: `root@pam!simulation=...`. */
  readonly token: string;
  readonly world: World;
  /** Where the first node's SSH server is, and its key; undefined if none was asked for. */
  readonly ssh: SshPlace | undefined;
  /** Lets somebody log in to the nodes over SSH, with sudoers rules as a node's file has them. */
  addSystemUser(user: NewSystemUser): void;
  /** Where it is controlled from other processes; undefined if that was not asked for. */
  readonly control: string | undefined;
  get(path: string, parameters?: RawParameters): Promise<unknown>;
  post(path: string, parameters?: RawParameters): Promise<unknown>;
  put(path: string, parameters?: RawParameters): Promise<unknown>;
  delete(path: string, parameters?: RawParameters): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a simulated Proxmox VE on this machine: one node if not said otherwise, storage `local`, bridge `vmbr0`. */
export async function simulate(options: SimulationOptions = {}): Promise<Simulation> {
  const {
    nodes = ["pve1"],
    release = "9.2",
    rootPassword = randomBytes(12).toString("base64url"),
    port = 0,
    clock = instantClock(),
  } = options;
  const directory = await mkdtemp(join(tmpdir(), "pve-simulator-"));
  const world = createWorld({
    release,
    clock,
    nodes,
    rootPassword,
    directory,
    secret: randomBytes(32).toString("hex"),
  });
  world.storages.set("local", {
    type: "dir",
    config: { path: "/var/lib/vz", content: "iso,vztmpl,backup,images,rootdir,snippets,import" },
  });
  for (const node of nodes) prepareNode(world, node);
  addMedia(world, options.media);
  networkOf(world).hasInternet = options.internet ?? false;
  const secret = randomUUID();
  world.users
    .get("root@pam")
    ?.tokens.set("simulation", { secret, privsep: 0, expire: 0, comment: undefined });
  const requests: LoggedRequest[] = [];
  const log = (request: LoggedRequest) => void requests.push(request);
  const sshPort = portOf(options.ssh);
  const served = await simulateNodes(world, { hosts: options.hosts, port, sshPort, log });
  const [first] = served;
  const controls = controlsOf(world, new Map(served.map((node) => [node.name, node])), requests);
  const control = await controlServer(controls, options.control);
  const direct =
    (verb: string) =>
    async (path: string, parameters: RawParameters = {}) =>
      plainAnswer(
        await dispatch(world, { verb, path, parameters, local: workingNode(world) }, () => "root@pam"),
      );
  return {
    ...controls,
    endpoint: first.endpoint,
    fingerprint: first.fingerprint,
    username: "root@pam",
    password: rootPassword,
    token: `root@pam!simulation=${secret}`,
    world,
    ssh: first.ssh,
    addSystemUser: (user) => void addSystemUser(world, user),
    control: control?.endpoint,
    get: direct("GET"),
    post: direct("POST"),
    put: direct("PUT"),
    delete: direct("DELETE"),
    close: async () => {
      await control?.close();
      await Promise.all(served.map((node) => node.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function controlServer(
  controls: Controls,
  asked: SimulationOptions["control"],
): Promise<ControlListening | undefined> {
  const port = portOf(asked);
  if (port === undefined) return undefined;
  const { serveControl } = await import("./faults/serve-control.js");
  return serveControl(controls, port);
}

/** The port that is asked for, 0 for any free one; undefined where nothing is to listen. */
function portOf(asked: SimulationOptions["ssh"] = false): number | undefined {
  if (asked === false) return undefined;
  return asked === true ? 0 : (asked.port ?? 0);
}

/** Who asks in this process asks a node that can do something: the first one with power and quorum. */
function workingNode(world: World): string {
  return masterOf(world) ?? firstNode(world);
}
