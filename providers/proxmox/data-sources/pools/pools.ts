import { computed } from "../../../../lib/schema/roles.js";
import { text } from "../../../../lib/schema/types.js";
import { restColumns } from "../../rest/rest-columns.js";

/** All pools. */
export const pools = restColumns({
  type: "pools",
  aliases: ["proxmox_virtual_environment_pools"],
  description: "All pools by id.",
  path: "/pools",
  id: "pools",
  by: "poolid",
  columns: {
    pool_ids: computed(text, "Ids; one that lies in another has that one's before it: `web/test`.", {
      key: "poolid",
    }),
  },
});
