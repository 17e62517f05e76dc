import { computed, required } from "../../../../lib/schema/roles.js";
import { decimal, integer, text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import { utilization } from "../../form/utilization.js";
import { restDataSource } from "../../rest/rest-data-source.js";

/** One node: what it has, and how much of it is in use. */
export const node = restDataSource({
  type: "node",
  aliases: ["proxmox_virtual_environment_node"],
  description: "One node: what it has, and how much of it is in use.",
  path: "/nodes/{node_name}/status",
  id: "{node_name}",
  // prettier-ignore
  attributes: {
    node_name: required(nonEmpty, "The node."),
    cpu_cores: computed(integer(), "Cores, all sockets together.", { key: "cpuinfo.cores" }),
    cpu_count: computed(integer(), "Logical processors.", { key: "cpuinfo.cpus" }),
    cpu_model: computed(text, "The model of the processors.", { key: "cpuinfo.model" }),
    cpu_sockets: computed(integer(), "Sockets.", { key: "cpuinfo.sockets" }),
    cpu_utilization: computed(decimal, "The share of the processors in use, between 0 and 1.", { key: "cpu", ...utilization }),
    memory_available: computed(integer(), "Free memory, in bytes.", { key: "memory.free" }),
    memory_total: computed(integer(), "All memory, in bytes.", { key: "memory.total" }),
    memory_used: computed(integer(), "Memory in use, in bytes.", { key: "memory.used" }),
    uptime: computed(integer(), "Seconds since the start."),
  },
});
