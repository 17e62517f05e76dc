import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { setOf, text } from "../../../../lib/schema/types.js";
import { emptied } from "../../form/emptied.js";
import { objectName } from "../../form/object-name.js";
import { restResource } from "../../rest/rest-resource.js";

/** A group of users, to be granted roles together. */
export const group = restResource({
  type: "group",
  aliases: ["proxmox_virtual_environment_group"],
  description: "A group of users. Who is in it is said by the users.",
  path: "/access/groups/{group_id}",
  collection: "/access/groups",
  id: "{group_id}",
  example: "operators",
  attributes: {
    group_id: required(objectName, "The group's name.", { key: "groupid" }),
    comment: optional(text, "Free text.", emptied),
    members: computed(setOf(text), "Who is in it.", { changesWith: ["comment"] }),
  },
});
