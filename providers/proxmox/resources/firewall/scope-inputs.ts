import { optional } from "../../../../lib/schema/roles.js";
import { integer, text } from "../../../../lib/schema/types.js";

const vmid = integer({ min: 100, max: 999_999_999 });

/** The attributes that say whose firewall is meant: the cluster's if none of them is written. */
export const scopeInputs = {
  // A guest's firewall follows the guest; which node's is meant stands in the id.
  node_name: optional(text, "The node whose firewall is meant, or that the guest was made on.", {
    effect: "recorded",
  }),
  vm_id: optional(vmid, "The VM whose firewall is meant."),
  container_id: optional(vmid, "The container whose firewall is meant."),
} as const;
