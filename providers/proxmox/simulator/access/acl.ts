import { listOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import type { AclEntry } from "../world.js";
import { privilegesAt } from "./permissions.js";
import { splitToken } from "./authenticate.js";

const objectPath = "[A-Za-z0-9.\\-_]+";

/** The paths that can carry permissions. */
const paths = new RegExp(
  `^/$|^/(?:access|nodes|pool|sdn|storage|vms|mapping)$|^/access/(?:groups(?:/${objectPath})?|realm(?:/${objectPath})?)$|^/nodes/${objectPath}$` +
    `|^/pool/${objectPath}(?:/${objectPath}){0,2}$|^/sdn/(?:zones|controllers|ipams|dns|fabrics|prefix-lists|route-maps)(?:/${objectPath}){0,3}$` +
    `|^/storage/${objectPath}$|^/vms/[1-9][0-9]{2,}$|^/mapping/(?:dir|hwrng|notifications|pci|usb)(?:/${objectPath})?$`,
);

export const aclRoutes: Routes = {
  "GET /access/acl": ({ world, user }) =>
    world.acl
      .filter(
        ({ path }) =>
          privilegesAt(world, user, "/access").has("Sys.Audit") ||
          privilegesAt(world, user, path).has("Permissions.Modify") ||
          user.startsWith("root@pam"),
      )
      .map(({ path, type, id, role, propagate }) => ({ path, type, ugid: id, roleid: role, propagate })),
  "PUT /access/acl": (call) => {
    const { world, parameters } = call;
    const path = normalized(String(parameters["path"]));
    const roles = listOf(call, "roles");
    const principals = principalsOf(call);
    if (principals.length === 0)
      throw parameterFailure(
        Object.fromEntries(
          ["users", "groups", "tokens"].map((name) => [
            name,
            "either 'users', 'groups' or 'tokens' is required.",
          ]),
        ),
      );
    for (const role of roles)
      if (!world.roles.has(role)) fail(`ACL update failed: role '${role}' does not exist`);
    const isDelete = Number(parameters["delete"] ?? 0) === 1;
    const propagate = Number(parameters["propagate"] ?? 1) as 0 | 1;
    for (const { type, id } of principals) {
      if (!isDelete) assertExists(call, type, id);
      for (const role of roles) {
        const isSame = (acl: AclEntry) =>
          acl.path === path && acl.type === type && acl.id === id && acl.role === role;
        world.acl = world.acl.filter((acl) => !isSame(acl));
        if (!isDelete) world.acl.push({ path, type, id, role, propagate });
      }
    }
    return null;
  },
};

function normalized(path: string): string {
  const plain = `/${path
    .split("/")
    .filter((part) => part !== "")
    .join("/")}`;
  if (!paths.test(plain)) throw parameterFailure({ path: `invalid ACL path '${path}'` });
  return plain;
}

function principalsOf(call: Call): readonly { readonly type: AclEntry["type"]; readonly id: string }[] {
  return [
    ...listOf(call, "groups").map((id) => ({ type: "group" as const, id })),
    ...listOf(call, "users").map((id) => ({ type: "user" as const, id })),
    ...listOf(call, "tokens").map((id) => ({ type: "token" as const, id })),
  ];
}

function assertExists({ world }: Call, type: AclEntry["type"], id: string): void {
  if (type === "group" && !world.groups.has(id)) fail(`ACL update failed: group '${id}' does not exist`);
  if (type === "user" && !world.users.has(id)) fail(`ACL update failed: user '${id}' does not exist`);
  if (type === "token") {
    const [user, name] = splitToken(id);
    if (world.users.get(user)?.tokens.has(name) !== true)
      fail(`ACL update failed: no such token '${name}' for user '${user}'`);
  }
}
