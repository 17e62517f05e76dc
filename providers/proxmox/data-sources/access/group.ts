import { computed, required } from "../../../../lib/schema/roles.js";
import { setOf, text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import { restDataSource } from "../../rest/rest-data-source.js";
import { acl, grantedTo } from "./granted.js";

/** One group, its members and what is granted to it. */
export const group = restDataSource({
  type: "group",
  aliases: ["proxmox_virtual_environment_group"],
  description: "One group, its members and what is granted to it.",
  path: "/access/groups/{group_id}",
  id: "{group_id}",
  attributes: {
    group_id: required(nonEmpty, "The group."),
    acl,
    comment: computed(text, "Free text."),
    members: computed(setOf(text), "Its users."),
  },
  more: async (connection, { group_id }) => ({ acl: await grantedTo(connection, "group", group_id) }),
});
