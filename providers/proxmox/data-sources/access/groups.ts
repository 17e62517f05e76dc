import { computed } from "../../../../lib/schema/roles.js";
import { text } from "../../../../lib/schema/types.js";
import { restColumns } from "../../rest/rest-columns.js";

/** All groups. */
export const groups = restColumns({
  type: "groups",
  aliases: ["proxmox_virtual_environment_groups"],
  description: "All groups by id: lists of equal length and order.",
  path: "/access/groups",
  id: "groups",
  by: "groupid",
  columns: {
    group_ids: computed(text, "Ids.", { key: "groupid" }),
    comments: computed(text, "Free text.", { key: "comment" }),
  },
});
