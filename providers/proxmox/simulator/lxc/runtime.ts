import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { hasBridge } from "../nodes/has-bridge.js";
import type { World } from "../world.js";
import { interfacesOf } from "./interface.js";

/** Refuses where LXC's own configuration can't be made of a container's file. */
export function assertRuns(world: World, { node, config }: Guest): void {
  if (config["template"] === "1") return;
  if (config["arch"] === undefined)
    fail("missing 'arch' - internal error at /usr/share/perl5/PVE/LXC.pm line 729.");
  for (const [, { bridge = "" }] of interfacesOf(config)) assertBridge(world, node, bridge);
}

/** Refuses a bridge that the node does not have. */
export function assertBridge(world: World, node: string, bridge: string): void {
  if (!hasBridge(world, node, bridge)) fail(`bridge '${bridge}' does not exist`);
}
