import { required } from "../../../../lib/schema/roles.js";
import { setOf, textLike } from "../../../../lib/schema/types.js";
import { objectName } from "../../form/object-name.js";
import { restResource } from "../../rest/rest-resource.js";

const privilege = textLike(/^[A-Za-z]+(?:\.[A-Za-z]+)*$/, "a name such as `VM.Audit`");

/** A set of privileges, to be granted together. */
export const role = restResource({
  type: "role",
  aliases: ["proxmox_virtual_environment_role"],
  description:
    "A set of privileges that is granted as a whole. The roles that Proxmox VE brings can't be changed.",
  path: "/access/roles/{role_id}",
  collection: "/access/roles",
  id: "{role_id}",
  example: "Operator",
  attributes: {
    role_id: required(objectName, "The role's name; none that begins with `PVE`.", { key: "roleid" }),
    privileges: required(setOf(privilege), "Its privileges: `VM.PowerMgmt`, `VM.Audit`.", { key: "privs" }),
  },
  row: (answer) => ({ privs: Object.keys(answer as object).join(",") }),
});
