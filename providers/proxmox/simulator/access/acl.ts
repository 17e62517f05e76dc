import { listOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { prefixed } from "../section-object.js";
import type { AclEntry, World } from "../world.js";
import { permissionsAt, privilegesAt } from "./permissions.js";
import { splitToken } from "./authenticate.js";

const objectPath = "[A-Za-z0-9.\\-_]+";

/** The paths that can carry permissions. */
const paths = new RegExp(
  `^/$|^/(?:access|nodes|pool|sdn|storage|vms|mapping)$|^/access/(?:groups(?:/${objectPath})?|realm(?:/${objectPath})?)$|^/nodes/${objectPath}$` +
    `|^/pool/${objectPath}(?:/${objectPath}){0,2}$|^/sdn/(?:zones|controllers|ipams|dns|fabrics|prefix-lists|route-maps)(?:/${objectPath}){0,3}$` +
    `|^/storage/${objectPath}$|^/vms/[1-9][0-9]{2,}$|^/mapping/${objectPath}(?:/${objectPath})?$`,
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
    const grant: Grant = {
      path: normalized(String(parameters["path"])),
      propagate: Number(parameters["propagate"] ?? 1) as 0 | 1,
      isDelete: Number(parameters["delete"] ?? 0) === 1,
    };
    return prefixed("ACL update failed", () => {
      for (const role of listOf(call, "roles")) {
        assertMayGrant(call, grant, role);
        for (const principal of principals) {
          assertExists(call, principal);
          apply(world, grant, { ...principal, role });
        }
      }
      return null;
    });
  },
};

interface Grant {
  readonly path: string;
  readonly propagate: 0 | 1;
  readonly isDelete: boolean;
}

type Principal = Pick<AclEntry, "type" | "id">;

/** Who may change what is granted only because of what the path names grants no more than they have there. */
function assertMayGrant({ world, user }: Call, { path, propagate, isDelete }: Grant, role: string): void {
  const privileges = world.roles.get(role)?.privileges ?? fail(`role '${role}' does not exist`);
  const own = permissionsAt(world, user, path);
  if (own.has("Permissions.Modify")) return;
  const says = `Cannot ${isDelete ? "remove" : "add"} role '${role}'`;
  for (const privilege of privileges) {
    if (!own.has(privilege))
      throw parameterFailure({ role: `${says} - requires 'Permissions.Modify' or superset of privileges.` });
    if (propagate === 1 && own.get(privilege) !== 1 && !isDelete)
      throw parameterFailure({
        role: `${says} with propagation - requires 'Permissions.Modify' or propagated superset of privileges.`,
      });
  }
  if (role === "NoAccess") throw parameterFailure({ role: `${says} - requires 'Permissions.Modify'` });
}

function apply(
  world: World,
  { path, propagate, isDelete }: Grant,
  entry: Principal & { readonly role: string },
): void {
  const { type, id, role } = entry;
  world.acl = world.acl.filter(
    (acl) => !(acl.path === path && acl.type === type && acl.id === id && acl.role === role),
  );
  if (!isDelete) world.acl.push({ path, type, id, role, propagate });
}

function normalized(path: string): string {
  const plain = `/${path
    .split("/")
    .filter((part) => part !== "")
    .join("/")}`;
  if (!paths.test(plain)) throw parameterFailure({ path: `invalid ACL path '${path}'` });
  return plain;
}

function principalsOf(call: Call): readonly Principal[] {
  return [
    ...listOf(call, "groups").map((id) => ({ type: "group" as const, id })),
    ...listOf(call, "users").map((id) => ({ type: "user" as const, id })),
    ...listOf(call, "tokens").map((id) => ({ type: "token" as const, id })),
  ];
}

function assertExists({ world }: Call, { type, id }: Principal): void {
  switch (type) {
    case "group":
      if (!world.groups.has(id)) fail(`group '${id}' does not exist`);
      return;
    case "user":
      if (!world.users.has(id)) fail(`user '${id}' does not exist`);
      return;
    case "token": {
      const [user, name] = splitToken(id);
      if (world.users.get(user)?.tokens.has(name) !== true)
        fail(`no such token '${name}' for user '${user}'`);
    }
  }
}
