import { computed } from "../../../../lib/schema/roles.js";
import { decimal, flag, integer, text } from "../../../../lib/schema/types.js";
import { utilization } from "../../form/utilization.js";
import { restColumns } from "../../rest/rest-columns.js";

/** All nodes of the cluster, those that are down included. */
export const nodes = restColumns({
  type: "nodes",
  aliases: ["proxmox_virtual_environment_nodes"],
  description:
    "All nodes of the cluster by name, those that are down included: lists of equal length and order.",
  path: "/nodes",
  id: "nodes",
  by: "node",
  // prettier-ignore
  columns: {
    names: computed(text, "Names.", { key: "node" }),
    online: computed(flag, "Whether each is online.", { key: "status", decode: (status) => status === "online" }),
    cpu_count: computed(integer(), "Logical processors; 1 of a node that is down.", { key: "maxcpu" }),
    cpu_utilization: computed(decimal, "The share of the processors in use, between 0 and 1.", { key: "cpu", ...utilization }),
    memory_available: computed(integer(), "Memory that each has, in bytes.", { key: "maxmem" }),
    memory_used: computed(integer(), "Memory in use, in bytes.", { key: "mem" }),
    uptime: computed(integer(), "Seconds since the start."),
    ssl_fingerprints: computed(text, "SHA-256 fingerprints of the certificates.", { key: "ssl_fingerprint" }),
    support_levels: computed(text, "Levels of the subscriptions: `c`, `b`, `s`, `p`, or empty.", { key: "level" }),
  },
  otherwise: { maxcpu: 1 },
});
