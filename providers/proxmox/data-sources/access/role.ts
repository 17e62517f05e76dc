import { computed, required } from "../../../../lib/schema/roles.js";
import { setOf, text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import { restDataSource } from "../../rest/rest-data-source.js";

/** One role with its privileges. */
export const role = restDataSource({
  type: "role",
  aliases: ["proxmox_virtual_environment_role"],
  description: "One role with its privileges.",
  path: "/access/roles/{role_id}",
  id: "{role_id}",
  attributes: {
    role_id: required(nonEmpty, "The role."),
    privileges: computed(setOf(text), "Its privileges."),
  },
  // PVE tells a role's privileges as keys: { "VM.Audit": 1 }.
  row: (answer) => ({ privileges: Object.keys(answer).join(",") }),
});
