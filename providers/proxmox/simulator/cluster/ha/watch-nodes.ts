import { losePower } from "../../nodes/lose-power.js";
import type { World } from "../../world.js";
import { isQuorate, seenFrom } from "../membership.js";
import { managerOf, type ManagedNode } from "./manager-state.js";

/** How long a node may be away before it is fenced, and how long that takes. */
const patienceMilliseconds = 60_000;
const fencingMilliseconds = 60_000;

/** The node that does the manager's work: the first one with the quorum; undefined if none has it. */
export function masterOf(world: World): string | undefined {
  return [...world.nodes.values()].find(
    ({ name, condition }) => condition !== "off" && isQuorate(world, name),
  )?.name;
}

/** The nodes that can take services. */
export function usableNodes(world: World, master: string): ReadonlySet<string> {
  const { maintenance } = managerOf(world);
  return new Set([...seenFrom(world, master)].filter((name) => !maintenance.has(name)));
}

export function managedNode(world: World, name: string): ManagedNode {
  const { nodes } = managerOf(world);
  const known = nodes.get(name) ?? { state: "online", lostAt: undefined, aloneSince: undefined };
  nodes.set(name, known);
  return known;
}

/** Sees who is there: what is away for a minute is fenced, and after another one its services are to be recovered. */
export function watchNodes(world: World, master: string): void {
  const { services, maintenance } = managerOf(world);
  const now = world.clock.now();
  const seen = seenFrom(world, master);
  for (const name of world.nodes.keys()) {
    const node = managedNode(world, name);
    const here = [...services.values()].filter((service) => service.node === name);
    if (seen.has(name)) {
      node.state = maintenance.has(name) ? "maintenance" : "online";
      node.lostAt = undefined;
      // It was away for less than fencing takes: nothing has happened to what is on it.
      for (const service of here) if (service.state === "fence") service.state = "started";
      continue;
    }
    node.lostAt ??= now;
    const away = now - node.lostAt;
    if (away < patienceMilliseconds) node.state = "unknown";
    else if (away < patienceMilliseconds + fencingMilliseconds) {
      node.state = "fence";
      for (const service of here) if (service.state !== "error") service.state = "fence";
    } else {
      node.state = "unknown";
      for (const service of here) if (service.state !== "error") service.state = "recovery";
    }
  }
}

/** A node without quorum for a minute resets itself if it has services: others may have taken them over by then. */
export function watchdogs(world: World): void {
  const now = world.clock.now();
  for (const { name, condition } of world.nodes.values()) {
    const node = managedNode(world, name);
    if (condition === "off" || isQuorate(world, name) || !isActive(world, name)) {
      node.aloneSince = undefined;
      continue;
    }
    node.aloneSince ??= now;
    if (now - node.aloneSince < patienceMilliseconds) continue;
    node.aloneSince = undefined;
    losePower(world, name);
  }
}

/** Whether time alone will change something. */
export function isWaiting(world: World): boolean {
  const { services, nodes } = managerOf(world);
  const on = (name: string) => [...services.values()].some((service) => service.node === name);
  return [...nodes].some(
    ([name, { lostAt, aloneSince, state }]) =>
      aloneSince !== undefined ||
      (lostAt !== undefined && on(name) && (state === "fence" || isEarly(world, lostAt))),
  );
}

function isEarly({ clock }: World, lostAt: number): boolean {
  return clock.now() - lostAt < patienceMilliseconds + fencingMilliseconds;
}

/** Whether a node runs a guest that HA cares for. */
function isActive(world: World, name: string): boolean {
  const { services } = managerOf(world);
  return [...services.keys()].some((sid) => {
    const guest = world.guests.get(Number(sid.split(":")[1]));
    return guest?.node === name && guest.running !== undefined;
  });
}
