import { randomBytes, randomUUID } from "node:crypto";

import { build } from "./build/build.js";
import { buildingClock } from "./build/building-clock.js";
import { instantClock } from "./clock.js";
import { createWorld } from "./create-world.js";
import { networkOf } from "./nodes/web-request.js";
import type { SimulationOptions } from "./simulation.js";
import { recover } from "./state/recover.js";
import type { ReadState } from "./state/kept-state.js";
import { addMedia } from "./storages/add-media.js";
import { prepareNode } from "./storages/prepare-node.js";
import type { World } from "./world.js";

/** A cluster as its state was left, or with what it shall begin with; storages keep their files in the directory. */
export async function install(
  options: SimulationOptions,
  directory: string,
  state?: ReadState,
): Promise<World> {
  const { media, internet = false } = options;
  const clock = buildingClock(options.clock ?? instantClock());
  const { rootPassword = randomBytes(12).toString("base64url") } = options;
  const { release, nodes, secret } = state?.origin ?? {
    release: options.release ?? "9.2",
    nodes: options.nodes ?? ["pve1"],
    secret: randomBytes(32).toString("hex"),
  };
  const world = createWorld({ release, clock, nodes, rootPassword, directory, secret });
  world.storages.set("local", {
    type: "dir",
    config: { path: "/var/lib/vz", content: "iso,vztmpl,backup,images,rootdir,snippets,import" },
  });
  if (state !== undefined) {
    state.restore(world);
    recover(world);
  }
  for (const node of nodes) prepareNode(world, node);
  addMedia(world, media);
  networkOf(world).hasInternet = internet;
  letRootIn(world, options.rootPassword);
  if (state === undefined) await build(world, options);
  clock.done();
  return world;
}

/** Root has the password that is said, and a token of its own for programs. */
function letRootIn({ users }: World, password: string | undefined): void {
  const root = users.get("root@pam");
  if (root === undefined) return;
  root.password = password ?? root.password;
  if (!root.tokens.has("simulation"))
    root.tokens.set("simulation", { secret: randomUUID(), privsep: 0, expire: 0, comment: undefined });
}
