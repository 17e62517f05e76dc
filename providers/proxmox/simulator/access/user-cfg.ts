import { digestOf } from "../digest.js";
import type { World } from "../world.js";

/** A text that changes with every change of users, groups, roles, tokens or ACLs: user.cfg in PVE. */
export function userConfiguration(world: World): string {
  const users = [...world.users].map(([id, user]) => [
    id,
    user.enable,
    user.expire,
    [...user.groups],
    user.attributes,
    [...user.tokens.keys()],
  ]);
  return JSON.stringify([
    users,
    [...world.groups],
    [...world.roles].map(([id, { privileges }]) => [id, [...privileges]]),
    world.acl,
  ]);
}

export function userConfigurationDigest(world: World): string {
  return digestOf(userConfiguration(world));
}
