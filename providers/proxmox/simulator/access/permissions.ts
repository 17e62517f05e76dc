import type { World } from "../world.js";

/** The privileges of a user or token at a path, each with whether it reaches further down. */
export function privilegesAt(world: World, authId: string, path: string): ReadonlySet<string> {
  const token = /^(.*)!([^!]+)$/.exec(authId);
  if (token === null) return userPrivileges(world, authId, path);
  const [, user, name] = token as unknown as [string, string, string];
  const entry = world.users.get(user)?.tokens.get(name);
  if (entry === undefined) return new Set();
  const ofUser = userPrivileges(world, user, path);
  if (entry.privsep === 0) return ofUser;
  const own = rolePrivileges(
    world,
    rolesAt(world, path, (acl) => acl.type === "token" && acl.id === authId),
  );
  return new Set([...own].filter((privilege) => ofUser.has(privilege)));
}

function userPrivileges(world: World, user: string, path: string): ReadonlySet<string> {
  if (user === "root@pam") return new Set(world.roles.get("Administrator")?.privileges);
  const groups = world.users.get(user)?.groups ?? new Set<string>();
  const byUser = rolesAt(world, path, (acl) => acl.type === "user" && acl.id === user);
  // What is said about the user itself at a path outweighs what is said about the groups there.
  const roles = byUser ?? rolesAt(world, path, (acl) => acl.type === "group" && groups.has(acl.id));
  return rolePrivileges(world, roles);
}

/** The roles of the nearest path upwards that says something; `NoAccess` there takes all away. */
function rolesAt(
  world: World,
  path: string,
  concerns: (acl: World["acl"][number]) => boolean,
): readonly string[] | undefined {
  const entries = world.acl.filter(concerns);
  for (const ancestor of ancestors(poolPath(world, path))) {
    const here = entries.filter((acl) => acl.path === ancestor && (ancestor === path || acl.propagate === 1));
    if (here.length > 0)
      return here.some(({ role }) => role === "NoAccess") ? [] : here.map(({ role }) => role);
  }
  return undefined;
}

function ancestors(paths: readonly string[]): readonly string[] {
  return paths
    .flatMap((path) => {
      const parts = path.split("/").filter((part) => part !== "");
      return [...parts.keys()].reverse().map((index) => `/${parts.slice(0, index + 1).join("/")}`);
    })
    .concat("/");
}

/** A guest or storage in a pool also has what is granted on the pool. */
function poolPath(world: World, path: string): readonly string[] {
  const vmid = /^\/vms\/(\d+)$/.exec(path)?.[1];
  const storage = /^\/storage\/([^/]+)$/.exec(path)?.[1];
  const pool =
    vmid !== undefined
      ? world.guests.get(Number(vmid))?.pool
      : storage === undefined
        ? undefined
        : [...world.pools].find(([, { storages }]) => storages.has(storage))?.[0];
  return pool === undefined ? [path] : [path, `/pool/${pool}`];
}

function rolePrivileges(world: World, roles: readonly string[] | undefined): ReadonlySet<string> {
  return new Set((roles ?? []).flatMap((role) => [...(world.roles.get(role)?.privileges ?? [])]));
}
