import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { plainAnswer } from "./answer.js";
import { checkOptions, checkState } from "./check-options.js";
import { Closing } from "./closing.js";
import { wakeManager } from "./cluster/ha/manager.js";
import { masterOf } from "./cluster/ha/watch-nodes.js";
import { dispatch } from "./dispatch.js";
import { controlsOf, type Controls } from "./faults/controls.js";
import type { ControlListening } from "./faults/serve-control.js";
import { install } from "./install.js";
import { firstNode } from "./nodes/first-node.js";
import { guestRoutes } from "./routes.js";
import { keepState } from "./state/keep-state.js";
import { openStateFolder } from "./state/state-folder.js";
import { requestLog } from "./requests/request-log.js";
import { simulateNodes } from "./simulate-nodes.js";
import type { Simulation, SimulationOptions } from "./simulation.js";
import { addSystemUser } from "./ssh/system-users.js";
import type { RawParameters } from "./verify/verify.js";
import type { World } from "./world.js";

export type { Simulation, SimulationOptions };

/**
 * Starts a simulated Proxmox VE on this machine: a node `pve1` if not said otherwise, the storage `local`, the bridge
 * `vmbr0`, and `root@pam`.
 */
export async function simulate(options: SimulationOptions = {}): Promise<Simulation> {
  checkOptions(options);
  const { port = 0 } = options;
  const closing = new Closing();
  const close = () => closing.close();
  try {
    const world = await worldOf(options, closing);
    const { requests, add: log } = requestLog();
    const sshPort = portOf(options.ssh);
    const served = await simulateNodes(world, { hosts: options.hosts, port, sshPort, log, closing });
    const controls = controlsOf(world, new Map(served.map((node) => [node.name, node])), requests);
    const control = await controlServer(controls, options.control);
    if (control !== undefined) closing.add(() => control.close());
    const [{ endpoint, fingerprint, ssh }] = served;
    const root = world.users.get("root@pam");
    world.save();
    return {
      ...controls,
      ...asking(world),
      endpoint,
      fingerprint,
      username: "root@pam",
      password: root?.password ?? "",
      token: `root@pam!simulation=${root?.tokens.get("simulation")?.secret}`,
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

/** A new world, whose files go with it, or one that is kept in a folder. */
async function worldOf(options: SimulationOptions, closing: Closing): Promise<World> {
  if (options.state === undefined) {
    const directory = await mkdtemp(join(tmpdir(), "pve-simulator-"));
    closing.add(() => rm(directory, { recursive: true, force: true }));
    return await install(options, directory);
  }
  const folder = await openStateFolder(options.state, closing);
  checkState(options, folder.read?.origin);
  const world = await install(options, folder.files, folder.read);
  keepState(world, folder.path, closing);
  wakeManager(guestRoutes, world);
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
