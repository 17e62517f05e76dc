import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { plainAnswer } from "./answer.js";
import { checkOptions } from "./check-options.js";
import { instantClock } from "./clock.js";
import { Closing } from "./closing.js";
import { masterOf } from "./cluster/ha/watch-nodes.js";
import { createWorld } from "./create-world.js";
import { dispatch } from "./dispatch.js";
import { controlsOf, type Controls } from "./faults/controls.js";
import type { ControlListening } from "./faults/serve-control.js";
import { firstNode } from "./nodes/first-node.js";
import { networkOf } from "./nodes/web-request.js";
import { requestLog } from "./requests/request-log.js";
import { simulateNodes } from "./simulate-nodes.js";
import type { Simulation, SimulationOptions } from "./simulation.js";
import { addSystemUser } from "./ssh/system-users.js";
import { addMedia } from "./storages/add-media.js";
import { prepareNode } from "./storages/prepare-node.js";
import type { RawParameters } from "./verify/verify.js";
import type { World } from "./world.js";

export type { Simulation, SimulationOptions };

/**
 * Starts a simulated Proxmox VE on this machine: a node `pve1` if not said otherwise, the storage `local`, the bridge
 * `vmbr0`, and `root@pam`.
 */
export async function simulate(options: SimulationOptions = {}): Promise<Simulation> {
  checkOptions(options);
  const { port = 0, rootPassword = randomBytes(12).toString("base64url") } = options;
  const directory = await mkdtemp(join(tmpdir(), "pve-simulator-"));
  const closing = new Closing();
  closing.add(() => rm(directory, { recursive: true, force: true }));
  const close = () => closing.close();
  try {
    const world = installed(options, { directory, rootPassword });
    const { requests, add: log } = requestLog();
    const sshPort = portOf(options.ssh);
    const served = await simulateNodes(world, { hosts: options.hosts, port, sshPort, log, closing });
    const controls = controlsOf(world, new Map(served.map((node) => [node.name, node])), requests);
    const control = await controlServer(controls, options.control);
    if (control !== undefined) closing.add(() => control.close());
    const [{ endpoint, fingerprint, ssh }] = served;
    return {
      ...controls,
      ...asking(world),
      endpoint,
      fingerprint,
      username: "root@pam",
      password: rootPassword,
      token: `root@pam!simulation=${world.users.get("root@pam")?.tokens.get("simulation")?.secret}`,
      world,
      ssh,
      addSystemUser: (user) => void addSystemUser(world, user),
      control: control?.endpoint,
      ended: async (upid) => {
        await world.tasks.ended(String(upid));
        return world.tasks.find(String(upid)).exit ?? "";
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** A cluster as its installation leaves it. */
function installed(
  { release = "9.2", nodes = ["pve1"], clock = instantClock(), media, internet = false }: SimulationOptions,
  { directory, rootPassword }: { readonly directory: string; readonly rootPassword: string },
): World {
  const secret = randomBytes(32).toString("hex");
  const world = createWorld({ release, clock, nodes, rootPassword, directory, secret });
  world.storages.set("local", {
    type: "dir",
    config: { path: "/var/lib/vz", content: "iso,vztmpl,backup,images,rootdir,snippets,import" },
  });
  for (const node of nodes) prepareNode(world, node);
  addMedia(world, media);
  networkOf(world).hasInternet = internet;
  world.users
    .get("root@pam")
    ?.tokens.set("simulation", { secret: randomUUID(), privsep: 0, expire: 0, comment: undefined });
  return world;
}

/** The API without the network, for `root@pam`. */
function asking(world: World): Pick<Simulation, "get" | "post" | "put" | "delete"> {
  const direct =
    (verb: string) =>
    async (path: string, parameters: RawParameters = {}) => {
      const request = { verb, path, parameters, local: workingNode(world) };
      return plainAnswer(await dispatch(world, request, () => "root@pam"));
    };
  return { get: direct("GET"), post: direct("POST"), put: direct("PUT"), delete: direct("DELETE") };
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
