import type { Guest } from "../guests/guest.js";
import type { Task } from "../tasks.js";
import type { World } from "../world.js";

export type Key = string | number;

/** A part of the world that is kept: its entries are written one by one, as they change. */
export interface KeptSection {
  entries(world: World): Iterable<readonly [Key, unknown]>;
  put(world: World, key: Key, value: unknown): void;
  remove(world: World, key: Key): void;
  /** Whether an entry never changes any more. */
  isFinal?(value: unknown): boolean;
  /** A copy that shares what is never changed in its place; without, of everything. */
  copy?(value: unknown): unknown;
}

/** The world's maps that are kept, in the order in which they are read back. */
const maps = [
  ...["nodes", "users", "groups", "roles", "realms", "sections", "pools", "options", "storages"],
  ...["firewall", "slices"],
] as const;

function mapped(name: string): KeptSection {
  const map = (world: World) => world[name as keyof World] as unknown as Map<Key, unknown>;
  return {
    entries: map,
    put: (world, key, value) => void map(world).set(key, value),
    remove: (world, key) => void map(world).delete(key),
  };
}

/** Everything of a world that is kept over restarts, by its name there. */
export const keptSections: Readonly<Record<string, KeptSection>> = {
  ...Object.fromEntries(maps.map((name) => [name, mapped(name)])),
  guests: { ...mapped("guests"), copy: (value) => copyOfGuest(value as Guest) },
  acl: {
    entries: ({ acl }) => [["all", acl]],
    put: (world, _, value) => void (world.acl = value as World["acl"]),
    remove: (world) => void (world.acl = []),
  },
  tasks: {
    entries: ({ tasks }) => tasks.byUpid,
    put: ({ tasks }, _, value) => tasks.remember(value as Task),
    remove: () => undefined,
    isFinal: (value) => (value as Task).end !== undefined,
  },
};

/** There may be thousands: their configurations are replaced as a whole, and need no second look. */
function copyOfGuest(guest: Guest): Guest {
  const running = guest.running === undefined ? undefined : { ...guest.running };
  return { ...guest, running, snapshots: new Map(guest.snapshots) };
}
