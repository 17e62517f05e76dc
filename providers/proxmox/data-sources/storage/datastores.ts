import { dataSource } from "../../../../lib/schema/data-source.js";
import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { entries, nested } from "../../../../lib/schema/structures.js";
import { decimal, flag, integer, setOf, text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import type { Connection } from "../../connection.js";
import { onNode } from "../../rest/on-node.js";
import { observe } from "../../rest/observe.js";
import { sortedBy } from "../../rest/sorted-by.js";

// prettier-ignore
const datastore = {
  active: computed(flag, "Whether it can be used now."),
  content_types: computed(setOf(text), "What it takes: `images`, `iso` ...", { key: "content", decode: (types) => types.split(",").sort() }),
  enabled: computed(flag, "Whether it is switched on."),
  id: computed(text, "Its name.", { key: "storage" }),
  node_name: computed(text, "The node that was asked.", { key: "node" }),
  shared: computed(flag, "Whether all nodes see the same."),
  space_available: computed(integer(), "Free bytes.", { key: "avail" }),
  space_total: computed(integer(), "All bytes.", { key: "total" }),
  space_used: computed(integer(), "Bytes in use.", { key: "used" }),
  space_used_fraction: computed(decimal, "The share in use, between 0 and 1.", { key: "used_fraction" }),
  type: computed(text, "Its type: `dir`, `lvmthin` ..."),
} as const;

/** The storages that a node can use. */
export const datastores = dataSource({
  type: "datastores",
  aliases: ["proxmox_virtual_environment_datastores"],
  description: "The storages that a node can use, with the room in them.",
  source: "/nodes/{node}/storage",
  attributes: {
    node_name: required(nonEmpty, "The node."),
    filters: nested("optional", "Which of them.", {
      attributes: {
        content_types: optional(setOf(text), "Those that take any of these contents."),
        id: optional(text, "The one of this name."),
        target: optional(text, "Those whose content this other node shares."),
      },
    }),
    datastores: entries("computed", "The storages by name.", { attributes: datastore }),
  },
  read: async (connection: Connection, { node_name, filters }) => {
    const { content_types, id, target } = filters ?? { content_types: null, id: null, target: null };
    const parameters = {
      node: node_name,
      ...(content_types === null ? {} : { content: content_types.join(",") }),
      ...(target === null ? {} : { target }),
    };
    const rows = await onNode(node_name, () => connection.once("/nodes/{node}/storage", parameters));
    const told = sortedBy("storage", rows)
      .filter(({ storage }) => id === null || storage === id)
      .map((row) => observe(datastore, { ...row, node: node_name }));
    return { datastores: told };
  },
});
