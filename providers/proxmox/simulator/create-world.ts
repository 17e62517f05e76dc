import type { Release } from "../api/specification/specification.js";
import { builtIn } from "./access/built-in-realms.js";
import { builtInRoles } from "./access/privileges.js";
import type { Clock } from "./clock.js";
import { wakeManager } from "./cluster/ha/manager.js";
import { withoutQuorum } from "./cluster/writing.js";
import { Faults } from "./faults/faults.js";
import type { Guest } from "./guests/guest.js";
import { taskLocks } from "./guests/task-locks.js";
import { Locks } from "./locks.js";
import { guestRoutes } from "./routes.js";
import { createNode } from "./nodes/node.js";
import { Tasks } from "./tasks.js";
import { createUser, type World } from "./world.js";

export interface WorldOptions {
  readonly release?: Release;
  readonly clock: Clock;
  readonly nodes: readonly string[];
  readonly rootPassword: string;
  readonly directory: string;
  readonly secret: string;
}

/** Of each release, the one that the recordings come from, or the last one. */
const versions: Readonly<Record<Release, string>> = { "9.2": "9.2.11", "8.4": "8.4.14" };

/** A cluster as it is after its installation: nodes, and `root@pam`. */
export function createWorld({
  release = "9.2",
  clock,
  nodes,
  rootPassword,
  directory,
  secret,
}: WorldOptions): World {
  const guests = new Map<number, Guest>();
  const faults = new Faults();
  const locks = new Locks(clock);
  const tasks = new Tasks({
    clock,
    locks,
    locksOf: (start) => taskLocks(guests, start),
    faultsOf: (start) => [...withoutQuorum(world, start), ...faults.ofTask(start)],
    ended: () => {
      wakeManager(guestRoutes, world);
      try {
        world.save();
      } catch {
        // What can't be written now is tried again soon, and the next write tells why.
      }
    },
  });
  const world: World = {
    release,
    version: versions[release],
    clock,
    tasks,
    locks,
    faults,
    directory,
    secret,
    save: () => undefined,
    nodes: new Map(nodes.map((name, index) => [name, createNode(name, index)])),
    users: new Map([["root@pam", createUser(rootPassword)]]),
    groups: new Map(),
    roles: new Map(
      [...builtInRoles(release)].map(([name, privileges]) => [
        name,
        { special: 1, privileges: new Set(privileges) },
      ]),
    ),
    realms: new Map(Object.entries(builtIn)),
    acl: [],
    pools: new Map(),
    options: new Map([["keyboard", "en-us"]]),
    storages: new Map(),
    sections: new Map(),
    guests,
    firewall: new Map(),
    slices: new Map(),
  };
  return world;
}
