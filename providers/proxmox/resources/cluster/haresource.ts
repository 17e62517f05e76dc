import { assigned, optional, required } from "../../../../lib/schema/roles.js";
import { flag, integer, oneOf, textLike } from "../../../../lib/schema/types.js";
import { restResource } from "../../rest/rest-resource.js";
import { readByBytes } from "../../form/read-by-bytes.js";

const resourceId = textLike(/^(?:vm|ct):[1-9]\d{2,8}$/, "`vm:` or `ct:` and the guest's number");
const comment = textLike(/^\S(?:.*\S)?$/, "may not be empty, nor begin or end with a blank");
const group = textLike(
  /^[A-Za-z][A-Za-z0-9\-_.]*[A-Za-z0-9]$/,
  'at least two letters, digits, ".", "-" and "_", of which the first is a letter',
);
const count = integer({ min: 0, max: 10 });

/** A guest under the care of the HA manager. */
export const haresource = restResource({
  type: "haresource",
  aliases: ["proxmox_virtual_environment_haresource"],
  description: "A guest under the care of the HA manager.",
  path: "/cluster/ha/resources/{resource_id}",
  collection: "/cluster/ha/resources",
  id: "{resource_id}",
  example: "vm:100",
  // prettier-ignore
  attributes: {
    resource_id: required(resourceId, "The guest: `vm:100`, `ct:101`.", { key: "sid" }),
    state: optional(oneOf("started", "enabled", "stopped", "disabled", "ignored"), "What the manager brings the guest to.", { default: "started" }),
    type: assigned(oneOf("vm", "ct"), "What kind of guest it is; follows from `resource_id`.", { replace: true }),
    comment: optional(comment, "Free text.", readByBytes),
    failback: optional(flag, "Whether the guest moves back when a better node returns; it does if not said. Needs Proxmox VE 9.", { absent: true }),
    group: optional(group, "The HA group, before Proxmox VE 9; since then rules say where guests run."),
    max_relocate: optional(count, "How often another node is tried when the guest does not start; once if not said.", { absent: 1 }),
    max_restart: optional(count, "How often a start is tried again on the node; once if not said.", { absent: 1 }),
  },
});
