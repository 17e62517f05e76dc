import type { Call } from "../call.js";
import { haStatusOf } from "../cluster/ha/state.js";
import type { Guest } from "../guests/guest.js";
import type { World } from "../world.js";
import { containerFigures } from "./figures.js";

/** What the node's kernel tells of a container's waiting; this one tells nothing. */
const pressures = Object.fromEntries(
  ["cpu", "io", "memory"].flatMap((what) =>
    [`pressure${what}some`, `pressure${what}full`].map((name) => [name, null]),
  ),
);

/** A container in the list of a node's containers. */
export function listRow(world: World, vmid: number, guest: Guest) {
  const { config, running, lock } = guest;
  return {
    vmid,
    type: "lxc",
    name: config["hostname"] ?? `CT${vmid}`,
    status: running === undefined ? "stopped" : "running",
    ...containerFigures(world, guest),
    ...(running === undefined ? {} : { pid: 1000 + vmid, ...pressures }),
    ...(config["tags"] === undefined ? {} : { tags: config["tags"] }),
    ...(config["template"] === "1" ? { template: 1 } : {}),
    ...(lock === undefined ? {} : { lock }),
  };
}

/** All that a container's page shows. */
export function currentStatus({ world }: Call, vmid: number, guest: Guest) {
  return { ...listRow(world, vmid, guest), ha: haStatusOf(world, vmid) };
}
