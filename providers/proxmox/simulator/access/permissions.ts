import type { AclEntry, World } from "../world.js";

/** Privilege to whether it reaches further down the tree. */
export type Permissions = ReadonlyMap<string, 0 | 1>;

/** The privileges of a user or token at a path. */
export function privilegesAt(world: World, authId: string, path: string): ReadonlySet<string> {
  return new Set(permissionsAt(world, authId, path).keys());
}

/** As PVE computes it: a token with privilege separation has at most what its user has. */
export function permissionsAt(world: World, authId: string, path: string): Permissions {
  const token = /^(.*)!([^!]+)$/.exec(authId);
  if (token === null) return userPermissions(world, authId, path);
  const [, user, name] = token as unknown as [string, string, string];
  const entry = world.users.get(user)?.tokens.get(name);
  if (entry === undefined) return new Map();
  const ofUser = userPermissions(world, user, path);
  if (entry.privsep === 0) return ofUser;
  const own = permissionsOf(
    world,
    rolesWithPool(world, path, (acl) => (acl.type === "token" && acl.id === authId ? "own" : undefined)),
  );
  return new Map(
    [...own].flatMap(([privilege, propagate]): [string, 0 | 1][] => {
      const reach = ofUser.get(privilege);
      return reach === undefined ? [] : [[privilege, reach === 1 ? propagate : 0]];
    }),
  );
}

function userPermissions(world: World, id: string, path: string): Permissions {
  if (id === "root@pam") return permissionsOf(world, new Map([["Administrator", 1]]));
  const user = world.users.get(id);
  if (user === undefined) return new Map();
  return permissionsOf(
    world,
    rolesWithPool(world, path, (acl) => {
      if (acl.type === "user" && acl.id === id) return "own";
      return acl.type === "group" && user.groups.has(acl.id) ? "group" : undefined;
    }),
  );
}

type Roles = ReadonlyMap<string, 0 | 1>;

/** Whether an entry is about the asking one itself, about a group of it, or about others. */
type Concern = (acl: AclEntry) => "own" | "group" | undefined;

/** What is said at the nearest path; what is said about the user itself outweighs the groups there. */
function rolesAt({ acl }: World, path: string, concern: Concern): Roles {
  for (const ancestor of upwards(path)) {
    const here = acl.filter(
      (entry) => entry.path === ancestor && (ancestor === path || entry.propagate === 1),
    );
    const own = here.filter((entry) => concern(entry) === "own");
    const said = own.length > 0 ? own : here.filter((entry) => concern(entry) === "group");
    if (said.some(({ role }) => role === "NoAccess")) return new Map([["NoAccess", 1]]);
    if (said.length > 0) return new Map(said.map(({ role, propagate }) => [role, propagate]));
  }
  return new Map();
}

/** What is in pools also has what is granted on those, unless its own path says no; one pool's no is enough. */
function rolesWithPool(world: World, path: string, concern: Concern): Roles {
  const direct = rolesAt(world, path, concern);
  if (direct.has("NoAccess")) return direct;
  const inherited = poolsOf(world, path).flatMap((pool) => [
    ...rolesAt(world, `/pool/${pool}`, concern).keys(),
  ]);
  if (inherited.includes("NoAccess")) return new Map([["NoAccess", 0]]);
  return new Map([...inherited.map((role): [string, 0 | 1] => [role, 0]), ...direct]);
}

function upwards(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return [...parts.map((_, index) => `/${parts.slice(0, parts.length - index).join("/")}`), "/"];
}

function poolsOf({ guests, pools }: World, path: string): readonly string[] {
  const pool = guests.get(Number(/^\/vms\/(\d+)$/.exec(path)?.[1]))?.pool;
  const storage = /^\/storage\/([^/]+)$/.exec(path)?.[1];
  if (storage === undefined) return pool === undefined ? [] : [pool];
  return [...pools].filter(([, { storages }]) => storages.has(storage)).map(([id]) => id);
}

function permissionsOf(world: World, roles: Roles): Permissions {
  const found = new Map<string, 0 | 1>();
  for (const [role, propagate] of roles)
    for (const privilege of world.roles.get(role)?.privileges ?? [])
      found.set(privilege, found.get(privilege) === 1 ? 1 : propagate);
  return found;
}
