import { listOf, textOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";

export const roleRoutes: Routes = {
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
    call.world.roles.set(id, { special: 0, privileges: new Set(listOf(call, "privs")) });
    return null;
  },
  "PUT /access/roles/{roleid}": (call) => {
    const id = textOf(call, "roleid") as string;
    const role = call.world.roles.get(id);
    if (role?.special === 1) fail(`auto-generated role '${id}' cannot be modified`);
    if (role === undefined) return fail(`update role failed: role '${id}' does not exist`);
    const privileges = new Set(listOf(call, "privs"));
    role.privileges =
      Number(call.parameters["append"] ?? 0) === 1
        ? new Set([...role.privileges, ...privileges])
        : privileges;
    return null;
  },
  "DELETE /access/roles/{roleid}": (call) => {
    const id = textOf(call, "roleid") as string;
    if (call.world.roles.get(id)?.special === 1) fail(`auto-generated role '${id}' cannot be deleted`);
    if (!call.world.roles.delete(id)) fail(`delete role failed: role '${id}' does not exist`);
    call.world.acl = call.world.acl.filter((acl) => acl.role !== id);
    return null;
  },
};

function roleOf(call: Call) {
  const id = textOf(call, "roleid") as string;
  return call.world.roles.get(id) ?? fail(`role '${id}' does not exist`);
}
