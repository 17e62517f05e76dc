import type { SecondFactor } from "./access/second-factor.js";
import type { Release } from "../api/specification/specification.js";
import type { Clock } from "./clock.js";
import type { Faults } from "./faults/faults.js";
import type { FirewallScope } from "./firewall/scope.js";
import type { Guest } from "./guests/guest.js";
import type { Locks } from "./locks.js";
import type { Node } from "./nodes/node.js";
import type { Section } from "./section.js";
import type { Storage } from "./storages/storage.js";
import type { Tasks } from "./tasks.js";

export interface User {
  enable: 0 | 1;
  expire: number;
  groups: Set<string>;
  password: string | undefined;
  attributes: Record<string, string>;
  tokens: Map<string, Token>;
  /** Asked for where the user logs in by password; by id. */
  readonly factors: Map<string, SecondFactor>;
}

export interface Token {
  secret: string;
  privsep: 0 | 1;
  expire: number;
  comment: string | undefined;
}

export interface AclEntry {
  readonly path: string;
  readonly type: "user" | "group" | "token";
  readonly id: string;
  readonly role: string;
  propagate: 0 | 1;
}

export interface Pool {
  comment: string | undefined;
  storages: Set<string>;
}

/** Everything that a Proxmox VE cluster knows: plain data, changed by the areas' handlers. */
export interface World {
  readonly release: Release;
  readonly version: string;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly locks: Locks;
  /** What shall go wrong. */
  readonly faults: Faults;
  /** Where storages keep their files; removed when the simulation ends. */
  readonly directory: string;
  readonly nodes: Map<string, Node>;
  readonly users: Map<string, User>;
  readonly groups: Map<string, { comment: string | undefined }>;
  readonly roles: Map<string, { readonly special: 0 | 1; privileges: Set<string> }>;
  readonly realms: Map<string, Section>;
  /** Other section files: kind, then name, to values. */
  readonly sections: Map<string, Map<string, Section>>;
  acl: AclEntry[];
  readonly pools: Map<string, Pool>;
  /** datacenter.cfg: key to value. */
  readonly options: Map<string, string>;
  readonly storages: Map<string, Storage>;
  readonly guests: Map<number, Guest>;
  readonly firewall: Map<string, FirewallScope>;
  /** What an area keeps for itself; only through its `slice`. */
  readonly slices: Map<string, unknown>;
  /** Signs tickets; new with every world. */
  readonly secret: string;
  /** Writes what has changed to where the state is kept, if it is; throws where that can't be written. */
  save: () => void;
}

export function createUser(password: string | undefined): User {
  return {
    enable: 1,
    expire: 0,
    groups: new Set(),
    password,
    attributes: {},
    tokens: new Map(),
    factors: new Map(),
  };
}

/**
 * A part of the world that one area keeps for itself: declared beside its routes, made when it is first asked for.
 * It holds plain data (objects, arrays, maps, sets), so that a world can be written to disk.
 */
export function slice<T>(name: string, init: (world: World) => T): (world: World) => T {
  return (world) => {
    if (!world.slices.has(name)) world.slices.set(name, init(world));
    return world.slices.get(name) as T;
  };
}
