import { managed } from "../../../../lib/schema/roles.js";
import { nested } from "../../../../lib/schema/structures.js";
import { flag, integer, oneOf, textLike } from "../../../../lib/schema/types.js";
import { restSingleton } from "../../rest/rest-singleton.js";

const policy = oneOf("ACCEPT", "REJECT", "DROP");
const rate = textLike(
  /^[1-9]\d*\/(?:second|minute|hour|day)$/,
  "a number for each second, minute, hour or day: `1/second`",
);

/** The options of the cluster's firewall. */
export const clusterFirewall = restSingleton({
  type: "cluster_firewall",
  aliases: ["proxmox_virtual_environment_cluster_firewall"],
  description:
    "The options of the cluster's firewall. Removing the resource puts back what was there before.",
  path: "/cluster/firewall/options",
  id: "cluster-firewall",
  importId: "cluster-firewall",
  example: "cluster-firewall",
  // prettier-ignore
  attributes: {
    enabled: managed(flag, "Whether the firewall works at all, on every node and guest.", { key: "enable" }),
    ebtables: managed(flag, "Whether frames are filtered, too."),
    input_policy: managed(policy, "What happens to packets that come in where no rule matches.", { key: "policy_in" }),
    output_policy: managed(policy, "What happens to packets that go out where no rule matches.", { key: "policy_out" }),
    forward_policy: managed(oneOf("ACCEPT", "DROP"), "What happens to packets that pass where no rule matches.", { key: "policy_forward" }),
    log_ratelimit: nested("managed", "How much is logged.", { block: true, attributes: {
      enabled: managed(flag, "Whether there is a limit; true if unset where one of the others is set.", { key: "log_ratelimit.enable", otherwise: true }),
      burst: managed(integer({ min: 0 }), "How many are logged before the limit is applied.", { key: "log_ratelimit.burst" }),
      rate: managed(rate, "How many are logged in a time.", { key: "log_ratelimit.rate" }),
    } }),
  },
});
