import { textOf, type Routes } from "../call.js";
import { fail } from "../failure.js";
import type { World } from "../world.js";
import { privilegesAt } from "./permissions.js";

export const groupRoutes: Routes = {
  "GET /access/groups": ({ world, user }) =>
    [...world.groups]
      .filter(([groupid]) =>
        ["/access/groups", `/access/groups/${groupid}`].some((path) => {
          const had = privilegesAt(world, user, path);
          return had.has("User.Modify") || had.has("Sys.Audit") || had.has("Group.Allocate");
        }),
      )
      .map(([groupid, { comment }]) => ({
        groupid,
        ...(comment === undefined ? {} : { comment }),
        users: members(world, groupid).join(","),
      })),
  "POST /access/groups": (call) => {
    const id = textOf(call, "groupid") as string;
    if (call.world.groups.has(id)) fail(`create group failed: group '${id}' already exists`);
    call.world.groups.set(id, { comment: textOf(call, "comment")?.trim() || undefined });
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
    if ("comment" in call.parameters) group.comment = textOf(call, "comment")?.trim();
    return null;
  },
  "DELETE /access/groups/{groupid}": ({ world, parameters }) => {
    const id = String(parameters["groupid"]);
    if (!world.groups.delete(id)) fail(`delete group failed: group '${id}' does not exist`);
    for (const user of world.users.values()) user.groups.delete(id);
    world.acl = world.acl.filter((acl) => !(acl.type === "group" && acl.id === id));
    return null;
  },
};

function members(world: World, group: string): readonly string[] {
  return [...world.users]
    .filter(([, user]) => user.groups.has(group))
    .map(([id]) => id)
    .sort();
}
