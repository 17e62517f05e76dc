import { listOf, textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { prefixed } from "../section-object.js";
import { createUser, type User, type World } from "../world.js";
import { assertKeepsPassword } from "./password.js";
import { privilegesAt } from "./permissions.js";
import { shownToken } from "./tokens.js";

const attributes = ["comment", "email", "firstname", "lastname", "keys"] as const;

export const userRoutes: Routes = {
  "GET /access/users": (call) => {
    const isFull = Number(call.parameters["full"] ?? 0) === 1;
    const enabled = call.parameters["enabled"];
    return [...call.world.users]
      .filter(([id, user]) => maySee(call, id) && (enabled === undefined || user.enable === enabled))
      .map(([userid, user]) => ({
        userid,
        "realm-type": call.world.realms.get(userid.split("@").at(-1) ?? "")?.["type"],
        ...shown(user),
        ...(isFull ? { groups: [...user.groups].sort().join(","), tokens: tokenList(user) } : {}),
      }));
  },
  "POST /access/users": (call) => {
    const { world } = call;
    const id = textOf(call, "userid") as string;
    return prefixed("create user failed", () => {
      if (world.users.has(id)) fail(`user '${id}' already exists`);
      const password = textOf(call, "password");
      if (password !== undefined) assertKeepsPassword(world, id);
      const user = createUser(password);
      change(call, user);
      world.users.set(id, user);
      return null;
    });
  },
  "GET /access/users/{userid}": (call) => {
    const user = userOf(call.world, textOf(call, "userid") as string);
    return {
      ...shown(user),
      groups: [...user.groups].sort(),
      tokens:
        user.tokens.size === 0
          ? null
          : Object.fromEntries([...user.tokens].map(([name, token]) => [name, shownToken(token)])),
    };
  },
  "PUT /access/users/{userid}": (call) =>
    prefixed("update user failed", () => {
      change(call, userOf(call.world, textOf(call, "userid") as string));
      return null;
    }),
  "DELETE /access/users/{userid}": ({ world, user, parameters }) => {
    const id = String(parameters["userid"]);
    if (user === id && id !== "root@pam") fail(`delete user failed: cannot delete own user '${id}'`);
    const password = world.users.get(id)?.password;
    world.users.delete(id);
    world.acl = world.acl.filter((acl) => acl.id !== id && !acl.id.startsWith(`${id}!`));
    // Root is always there: what is deleted is what was written about it.
    if (id === "root@pam") world.users.set(id, createUser(password));
    return null;
  },
};

function maySee({ world, user }: Call, id: string): boolean {
  if (id === user.split("!")[0]) return true;
  const had = privilegesAt(world, user, "/access/groups");
  if (had.has("User.Modify") || had.has("Sys.Audit")) return true;
  return [...(world.users.get(id)?.groups ?? [])].some((group) => {
    const atGroup = privilegesAt(world, user, `/access/groups/${group}`);
    return atGroup.has("User.Modify") || atGroup.has("Sys.Audit");
  });
}

function userOf(world: World, id: string): User {
  return world.users.get(id) ?? fail(`no such user ('${id}')`);
}

function tokenList({ tokens }: User) {
  return tokens.size === 0
    ? null
    : [...tokens].map(([tokenid, token]) => ({ tokenid, ...shownToken(token) }));
}

function change(call: Call, user: User): void {
  const { parameters, world } = call;
  for (const group of listOf(call, "groups")) if (!world.groups.has(group)) fail(`no such group '${group}'`);
  if ("enable" in parameters) user.enable = Number(parameters["enable"]) as 0 | 1;
  if ("expire" in parameters) user.expire = Number(parameters["expire"]);
  for (const name of attributes) {
    if (!(name in parameters)) continue;
    const text = String(parameters[name]).trim();
    if (text === "") delete user.attributes[name];
    else user.attributes[name] = text;
  }
  if ("groups" in parameters) {
    if (Number(parameters["append"] ?? 0) !== 1) user.groups.clear();
    for (const group of listOf(call, "groups")) user.groups.add(group);
  }
}

function shown({ enable, expire, attributes: known }: User) {
  // The file's line ends with its last filled field: an empty address before one of those is read as "".
  const hasLater = known["comment"] !== undefined || known["keys"] !== undefined;
  return { enable, expire, ...(hasLater ? { email: "" } : {}), ...known };
}
