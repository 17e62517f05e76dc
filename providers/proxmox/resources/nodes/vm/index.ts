import { resource } from "../../../../../lib/schema/resource.js";
import { attributes } from "./attributes.js";
import { create } from "./create.js";
import { remove } from "./delete.js";
import { isOurs } from "./is-ours.js";
import { needs } from "./needs.js";
import { read } from "./read.js";
import { rules } from "./rules.js";
import { update } from "./update.js";

/** A virtual machine (QEMU). `/nodes/{node}/qemu`. */
export const vm = resource({
  type: "vm",
  description:
    "A virtual machine (QEMU). Unset attributes are unmanaged: they stay as they are, whoever sets them. " +
    "Its identity is its number; a guest that moved to another node is the same guest.",
  source: "/nodes/{node}/qemu/{vmid}",
  attributes,
  identity: ["vmid"],
  importId: {
    form: "{vmid}",
    example: "100",
    parse: (id) => (/^\d+$/.test(id) ? { vmid: Number(id) } : undefined),
  },
  dataLossAttribute: "allow_data_loss",
  rules,
  verbs: { read, create, update, delete: remove, isOurs, needs },
});
