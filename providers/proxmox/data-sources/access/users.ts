import { computed } from "../../../../lib/schema/roles.js";
import { listOf, text } from "../../../../lib/schema/types.js";
import { restColumns } from "../../rest/rest-columns.js";
import { ordinaryUser, userKeys } from "./user-keys.js";

const { comment, email, enabled, expiration, first_name, keys, last_name } = userKeys;

/** All users. */
export const users = restColumns({
  type: "users",
  aliases: ["proxmox_virtual_environment_users"],
  description: "All users by id: lists of equal length and order.",
  path: "/access/users",
  parameters: { full: true },
  id: "users",
  by: "userid",
  columns: {
    user_ids: computed(text, "Ids: `alice@pve`.", { key: "userid" }),
    comments: { ...comment, key: "comment" },
    emails: { ...email, key: "email" },
    enabled,
    expiration_dates: expiration,
    first_names: first_name,
    groups: computed(listOf(text), "Groups of each."),
    keys,
    last_names: last_name,
  },
  otherwise: ordinaryUser,
});
