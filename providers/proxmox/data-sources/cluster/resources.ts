import { dataSource } from "../../../../lib/schema/data-source.js";
import { computed, optional } from "../../../../lib/schema/roles.js";
import { entries } from "../../../../lib/schema/structures.js";
import { decimal, flag, integer, listOf, oneOf, setOf, text } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { utilization } from "../../form/utilization.js";
import { observe } from "../../rest/observe.js";
import { sortedBy } from "../../rest/sorted-by.js";
import { checkFilters, filterBlocks, isChosen } from "../filter.js";
import { guestKeys } from "../nodes/guest-keys.js";

// prettier-ignore
const resource = {
  id: computed(text, "Which one: `qemu/100`, `node/pve1`, `storage/pve1/local`."),
  type: computed(text, "What it is: `qemu`, `lxc`, `node`, `storage`, `sdn` ..."),
  name: guestKeys.name,
  node_name: computed(text, "Its node.", { key: "node" }),
  status: computed(text, "How it is: `running`, `stopped`, `online`, `available` ..."),
  vm_id: computed(integer(), "A guest's number.", { key: "vmid" }),
  pool_id: computed(text, "A guest's pool.", { key: "pool" }),
  tags: guestKeys.tags,
  template: guestKeys.template,
  lock: computed(text, "What a guest is locked for."),
  ha_state: computed(text, "What the high availability says of it.", { key: "hastate" }),
  datastore_id: computed(text, "A storage's name.", { key: "storage" }),
  datastore_type: computed(text, "A storage's type.", { key: "plugintype" }),
  content_types: computed(setOf(text), "What a storage takes.", { key: "content", decode: (types) => types.split(",").sort() }),
  shared: computed(flag, "Whether all nodes see the same storage."),
  cpu_count: computed(decimal, "Processors.", { key: "maxcpu" }),
  cpu_utilization: computed(decimal, "The share of them in use, between 0 and 1.", { key: "cpu", ...utilization }),
  memory_total: computed(integer(), "Memory in bytes.", { key: "maxmem" }),
  memory_used: computed(integer(), "Memory in use, in bytes.", { key: "mem" }),
  disk_total: computed(integer(), "Room in bytes.", { key: "maxdisk" }),
  disk_used: computed(integer(), "Room in use, in bytes.", { key: "disk" }),
  uptime: computed(integer(), "Seconds since the start."),
} as const;

const filtered = [
  "id",
  "type",
  "name",
  "node_name",
  "status",
  "vm_id",
  "pool_id",
  "template",
  "lock",
  "ha_state",
  "datastore_id",
  "datastore_type",
  "shared",
] as const;

/** Everything in the cluster, in one request: nodes, guests, storages, networks. */
export const clusterResources = dataSource({
  type: "cluster_resources",
  description: "Everything in the cluster by one request: nodes, guests, storages, networks.",
  source: "/cluster/resources",
  attributes: {
    id: computed(text, "`resources`."),
    type: optional(
      oneOf("vm", "storage", "node", "sdn"),
      "Only those of one kind; `vm` stands for all guests.",
    ),
    tags: optional(listOf(text), "Tags that each must carry, all of them."),
    filter: filterBlocks(...filtered),
    resources: entries("computed", "Those that pass, by id. What has no meaning for one is null.", {
      attributes: resource,
    }),
  },
  rules: { check: checkFilters },
  read: async (connection: Connection, { type, tags, filter }) => {
    const rows = await connection.once("/cluster/resources", type === null ? {} : { type });
    const told = sortedBy("id", rows).map((row) =>
      observe(resource, "vmid" in row ? { tags: "", template: 0, ...row } : row),
    );
    return { id: "resources", resources: told.filter((row) => isChosen(row, { tags, filter })) };
  },
});
