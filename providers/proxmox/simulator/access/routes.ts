import { randomUUID } from "node:crypto";

import { listOf, textOf, type Call, type Routes } from "../call.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { createUser, type User, type World } from "../world.js";
import { aclRoutes } from "./acl.js";
import { isUsable } from "./authenticate.js";
import { privilegesAt } from "./permissions.js";
import { allPrivileges } from "./privileges.js";
import { issueCsrfToken, issueTicket, verifyTicket } from "./ticket.js";
import { requirePrivileges } from "./check.js";

const userAttributes = ["comment", "email", "firstname", "lastname", "keys"] as const;

export const accessRoutes: Routes = {
  "GET /access": () =>
    ["users", "groups", "roles", "acl", "domains", "openid", "tfa", "ticket", "password"].map((subdir) => ({
      subdir,
    })),
  "POST /access/ticket": (call) => {
    const user = withRealm(call);
    const password = textOf(call, "password") ?? "";
    const entry = call.world.users.get(user);
    const isRight =
      entry !== undefined &&
      isUsable(call.world, user) &&
      (entry.password === password || verifyTicket(call.world, password) === user);
    if (!isRight) throw new ApiFailure(401, "authentication failure");
    return {
      username: user,
      ticket: issueTicket(call.world, user),
      CSRFPreventionToken: issueCsrfToken(call.world, user),
      clustername: undefined,
      cap: {},
    };
  },
  "GET /access/ticket": () => null,
  "PUT /access/password": (call) => {
    const { world, user } = call;
    const id = textOf(call, "userid") ?? "";
    if (user !== id) requirePrivileges(call, "/access/groups", ["User.Modify"]);
    userOf(world, id).password = textOf(call, "password");
    return null;
  },
  "GET /access/permissions": (call) => {
    const who = textOf(call, "userid") ?? call.user;
    const path = textOf(call, "path");
    const paths =
      path === undefined
        ? [
            "/",
            "/access",
            "/access/groups",
            "/nodes",
            "/pool",
            "/sdn",
            "/storage",
            "/vms",
            ...call.world.acl.map((acl) => acl.path),
          ]
        : [path];
    const entries = [...new Set(paths)].map((each): [string, Record<string, 1>] => [
      each,
      Object.fromEntries([...privilegesAt(call.world, who, each)].sort().map((privilege) => [privilege, 1])),
    ]);
    return Object.fromEntries(entries.filter(([, privileges]) => Object.keys(privileges).length > 0));
  },
  "GET /access/domains": ({ world }) => [...world.realms].map(([realm, rest]) => ({ realm, ...rest })),
  "GET /access/users": (call) =>
    [...call.world.users]
      .filter(
        ([id]) =>
          id === call.user.split("!")[0] ||
          privilegesAt(call.world, call.user, "/access/groups").has("User.Modify") ||
          privilegesAt(call.world, call.user, "/access/groups").has("Sys.Audit"),
      )
      .map(([userid, user]) => ({ userid, ...shown(userid, user) })),
  "POST /access/users": (call) => {
    const id = textOf(call, "userid") as string;
    if (call.world.users.has(id)) fail(`create user failed: user '${id}' already exists`);
    const user = createUser(textOf(call, "password"));
    apply(call, user);
    call.world.users.set(id, user);
    return null;
  },
  "GET /access/users/{userid}": (call) => {
    const user = userOf(call.world, textOf(call, "userid") as string);
    return {
      ...shown("", user),
      groups: [...user.groups].sort(),
      tokens: Object.fromEntries([...user.tokens].map(([name, token]) => [name, tokenInfo(token)])),
    };
  },
  "PUT /access/users/{userid}": (call) => {
    apply(call, userOf(call.world, textOf(call, "userid") as string, "update user failed: "));
    return null;
  },
  "DELETE /access/users/{userid}": ({ world, parameters }) => {
    const id = String(parameters["userid"]);
    world.users.delete(id);
    world.acl = world.acl.filter((acl) => acl.id !== id && !acl.id.startsWith(`${id}!`));
    return null;
  },
  "GET /access/users/{userid}/token": (call) =>
    [...userOf(call.world, textOf(call, "userid") as string).tokens].map(([tokenid, token]) => ({
      tokenid,
      ...tokenInfo(token),
    })),
  "GET /access/users/{userid}/token/{tokenid}": (call) => tokenInfo(tokenOf(call)),
  "POST /access/users/{userid}/token/{tokenid}": (call) => {
    const { userid, tokenid } = call.parameters as { readonly userid: string; readonly tokenid: string };
    const user = userOf(call.world, userid);
    if (user.tokens.has(tokenid)) throw parameterFailure({ tokenid: "Token already exists." });
    const token = { secret: randomUUID(), privsep: 1 as 0 | 1, expire: 0, comment: undefined };
    user.tokens.set(tokenid, token);
    changeToken(call, token);
    return { "full-tokenid": `${userid}!${tokenid}`, info: tokenInfo(token), value: token.secret };
  },
  "PUT /access/users/{userid}/token/{tokenid}": (call) => {
    const token = tokenOf(call);
    changeToken(call, token);
    return tokenInfo(token);
  },
  "DELETE /access/users/{userid}/token/{tokenid}": (call) => {
    const { userid, tokenid } = call.parameters as { readonly userid: string; readonly tokenid: string };
    tokenOf(call);
    userOf(call.world, userid).tokens.delete(tokenid);
    call.world.acl = call.world.acl.filter((acl) => acl.id !== `${userid}!${tokenid}`);
    return null;
  },
  "GET /access/groups": ({ world }) =>
    [...world.groups].map(([groupid, { comment }]) => ({
      groupid,
      ...(comment === undefined ? {} : { comment }),
      users: members(world, groupid).join(","),
    })),
  "POST /access/groups": (call) => {
    const id = textOf(call, "groupid") as string;
    if (call.world.groups.has(id)) fail(`create group failed: group '${id}' already exists`);
    call.world.groups.set(id, { comment: textOf(call, "comment") });
    return null;
  },
  "GET /access/groups/{groupid}": ({ world, parameters }) => {
    const id = String(parameters["groupid"]);
    const group = world.groups.get(id) ?? fail(`group '${id}' does not exist`);
    return {
      members: members(world, id),
      ...(group.comment === undefined ? {} : { comment: group.comment }),
    };
  },
  "PUT /access/groups/{groupid}": (call) => {
    const id = textOf(call, "groupid") as string;
    const group = call.world.groups.get(id) ?? fail(`update group failed: group '${id}' does not exist`);
    if ("comment" in call.parameters) group.comment = textOf(call, "comment");
    return null;
  },
  "DELETE /access/groups/{groupid}": ({ world, parameters }) => {
    const id = String(parameters["groupid"]);
    if (!world.groups.delete(id)) fail(`delete group failed: group '${id}' does not exist`);
    for (const user of world.users.values()) user.groups.delete(id);
    world.acl = world.acl.filter((acl) => !(acl.type === "group" && acl.id === id));
    return null;
  },
  "GET /access/roles": ({ world }) =>
    [...world.roles].map(([roleid, { special, privileges }]) => ({
      roleid,
      special,
      privs: [...privileges].sort().join(","),
    })),
  "GET /access/roles/{roleid}": (call) =>
    Object.fromEntries([...roleOf(call).privileges].sort().map((privilege) => [privilege, 1])),
  "POST /access/roles": (call) => {
    const id = textOf(call, "roleid") as string;
    if (call.world.roles.has(id)) fail(`create role failed: role '${id}' already exists`);
    if (/^pve/i.test(id))
      throw parameterFailure({
        roleid: "cannot use role ID starting with the (case-insensitive) 'PVE' namespace",
      });
    call.world.roles.set(id, { special: 0, privileges: privilegesOf(call) });
    return null;
  },
  "PUT /access/roles/{roleid}": (call) => {
    const role = roleOf(call);
    if (role.special === 1) fail(`auto-generated role '${textOf(call, "roleid")}' cannot be modified`);
    const privileges = privilegesOf(call);
    role.privileges =
      Number(call.parameters["append"] ?? 0) === 1
        ? new Set([...role.privileges, ...privileges])
        : privileges;
    return null;
  },
  "DELETE /access/roles/{roleid}": (call) => {
    const id = textOf(call, "roleid") as string;
    if (roleOf(call).special === 1) fail(`auto-generated role '${id}' cannot be deleted`);
    call.world.roles.delete(id);
    call.world.acl = call.world.acl.filter((acl) => acl.role !== id);
    return null;
  },
  ...aclRoutes,
};

function withRealm(call: Call): string {
  const name = textOf(call, "username") ?? "";
  const realm = textOf(call, "realm");
  return realm === undefined ? name : `${name}@${realm}`;
}

function userOf(world: World, id: string, prefix = ""): User {
  return world.users.get(id) ?? fail(`${prefix}no such user ('${id}')`);
}

function tokenOf(call: Call) {
  const { userid, tokenid } = call.parameters as { readonly userid: string; readonly tokenid: string };
  return (
    userOf(call.world, userid).tokens.get(tokenid) ?? fail(`no such token '${tokenid}' for user '${userid}'`)
  );
}

function tokenInfo({
  privsep,
  expire,
  comment,
}: {
  readonly privsep: number;
  readonly expire: number;
  readonly comment: string | undefined;
}) {
  return { privsep: String(privsep), expire, ...(comment === undefined ? {} : { comment }) };
}

function changeToken(
  { parameters }: Call,
  token: { privsep: 0 | 1; expire: number; comment: string | undefined },
): void {
  const removed = new Set(String(parameters["delete"] ?? "").split(/[,;\s]+/));
  if ("privsep" in parameters) token.privsep = Number(parameters["privsep"]) as 0 | 1;
  if ("expire" in parameters) token.expire = Number(parameters["expire"]);
  if ("comment" in parameters) token.comment = String(parameters["comment"]) || undefined;
  if (removed.has("comment")) token.comment = undefined;
}

function roleOf(call: Call) {
  const id = textOf(call, "roleid") as string;
  return call.world.roles.get(id) ?? fail(`role '${id}' does not exist`);
}

function privilegesOf(call: Call): Set<string> {
  const privileges = listOf(call, "privs");
  const wrong = privileges.find((privilege) => !allPrivileges.includes(privilege));
  if (wrong !== undefined)
    throw parameterFailure({ privs: `invalid format - invalid privilege '${wrong}'\n` });
  return new Set(privileges);
}

function members(world: World, group: string): readonly string[] {
  return [...world.users]
    .filter(([, user]) => user.groups.has(group))
    .map(([id]) => id)
    .sort();
}

function apply(call: Call, user: User): void {
  const { parameters, world } = call;
  for (const group of listOf(call, "groups")) if (!world.groups.has(group)) fail(`no such group '${group}'`);
  if ("enable" in parameters) user.enable = Number(parameters["enable"]) as 0 | 1;
  if ("expire" in parameters) user.expire = Number(parameters["expire"]);
  for (const name of userAttributes) {
    if (!(name in parameters)) continue;
    if (parameters[name] === "") delete user.attributes[name];
    else user.attributes[name] = String(parameters[name]);
  }
  if ("groups" in parameters) {
    if (Number(parameters["append"] ?? 0) !== 1) user.groups.clear();
    for (const group of listOf(call, "groups")) user.groups.add(group);
  }
}

function shown(id: string, { enable, expire, attributes }: User) {
  return { enable, expire, ...(id === "" ? {} : { "realm-type": id.split("@").at(-1) }), ...attributes };
}
