import { computed } from "../../../../lib/schema/roles.js";
import { flag, setOf, text } from "../../../../lib/schema/types.js";
import { restColumns } from "../../rest/rest-columns.js";

/** All roles, PVE's own included. */
export const roles = restColumns({
  type: "roles",
  aliases: ["proxmox_virtual_environment_roles"],
  description: "All roles by id, those of Proxmox VE itself included: lists of equal length and order.",
  path: "/access/roles",
  id: "roles",
  by: "roleid",
  columns: {
    role_ids: computed(text, "Ids.", { key: "roleid" }),
    privileges: computed(setOf(text), "Privileges of each.", { key: "privs" }),
    special: computed(flag, "Whether each is one of Proxmox VE itself."),
  },
});
