import { isUsable } from "../access/authenticate.js";
import { slice, type World } from "../world.js";

/** Somebody who can log in to the nodes themselves. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
  readonly password: string | undefined;
  /** Lines of an authorized_keys file. */
  readonly authorizedKeys: readonly string[];
  /** Lines of a sudoers file: `terraform ALL=(root) NOPASSWD: /sbin/qm`. */
  readonly sudoers: readonly string[];
}

export interface NewSystemUser {
  readonly name: string;
  readonly password?: string;
  readonly authorizedKeys?: readonly string[];
  readonly sudoers?: readonly string[];
}

const users = slice("system-users", () => new Map([["root", systemUser(0, { name: "root" })]]));

/** Makes a system user, or changes the one of this name. */
export function addSystemUser(world: World, added: NewSystemUser): SystemUser {
  const known = users(world);
  const user = systemUser(known.get(added.name)?.uid ?? 999 + known.size, added);
  known.set(added.name, user);
  return user;
}

/** The user of this name: one of the system, or one whom the API knows by the realm pam. */
export function findSystemUser(world: World, name: string): SystemUser | undefined {
  const known = users(world).get(name);
  if (known !== undefined) return known;
  return world.users.has(`${name}@pam`) ? addSystemUser(world, { name }) : undefined;
}

export function systemUsers(world: World): readonly SystemUser[] {
  return [...users(world).values()];
}

/** The realm pam asks the system: both know the same passwords. */
export function isSystemPassword(world: World, { name, password }: SystemUser, given: string): boolean {
  if (given === "") return false;
  if (given === password) return true;
  const id = `${name}@pam`;
  return isUsable(world, id) && world.users.get(id)?.password === given;
}

/** What the realm pam takes for the password of `somebody@pam`, where the API was told none. */
export function systemPassword(world: World, userid: string): string | undefined {
  const name = /^(.*)@pam$/.exec(userid)?.[1];
  return name === undefined ? undefined : users(world).get(name)?.password;
}

function systemUser(
  uid: number,
  { name, password, authorizedKeys = [], sudoers = [] }: NewSystemUser,
): SystemUser {
  const home = name === "root" ? "/root" : `/home/${name}`;
  return { name, uid, home, password, authorizedKeys, sudoers };
}
