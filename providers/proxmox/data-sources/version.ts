import { computed } from "../../../lib/schema/roles.js";
import { text } from "../../../lib/schema/types.js";
import { restDataSource } from "../rest/rest-data-source.js";

/** The version of the Proxmox VE that answers. */
export const version = restDataSource({
  type: "version",
  aliases: ["proxmox_virtual_environment_version"],
  description: "The version of the Proxmox VE that answers.",
  path: "/version",
  id: "version",
  attributes: {
    release: computed(text, "The release: `9.2`."),
    repository_id: computed(text, "The commit that it was built from.", { key: "repoid" }),
    version: computed(text, "The whole version: `9.2.11`."),
  },
});
