import { computed, required } from "../../../../lib/schema/roles.js";
import { listOf, text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import { restDataSource } from "../../rest/rest-data-source.js";
import { acl, grantedTo } from "./granted.js";
import { ordinaryUser, userKeys } from "./user-keys.js";

const { expiration, ...same } = userKeys;

/** One user, its groups and what is granted to it. */
export const user = restDataSource({
  type: "user",
  aliases: ["proxmox_virtual_environment_user"],
  description: "One user, its groups and what is granted to it.",
  path: "/access/users/{user_id}",
  id: "{user_id}",
  attributes: {
    user_id: required(nonEmpty, "The user: `alice@pve`."),
    acl,
    ...same,
    expiration_date: expiration,
    groups: computed(listOf(text), "Its groups."),
  },
  row: (answer) => ({ ...ordinaryUser, ...answer }),
  more: async (connection, { user_id }) => ({ acl: await grantedTo(connection, "user", user_id) }),
});
