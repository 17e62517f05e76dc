import { resource } from "../../../../../lib/schema/resource.js";
import { attributes } from "./attributes.js";
import { rules } from "./rules.js";

/** A virtual machine (QEMU). `/nodes/{node}/qemu`. */
export const vm = resource({
  type: "vm",
  description: "A virtual machine (QEMU).",
  source: "/nodes/{node}/qemu/{vmid}",
  attributes,
  identity: ["vmid"],
  importId: {
    form: "{vmid}",
    example: "100",
    parse: (id) => (/^\d+$/.test(id) ? { vmid: Number(id) } : undefined),
  },
  rules,
  dataLossAttribute: "allow_data_loss",
  verbs: { read: async () => undefined, update: async () => undefined },
});
