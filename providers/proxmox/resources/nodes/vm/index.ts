import { resource } from "../../../../../lib/schema/resource.js";
import { guestImportId } from "../guest/import-id.js";
import { guestVerbs } from "../guest/guest-verbs.js";
import { attributes } from "./attributes.js";
import { needs } from "./needs.js";
import { rules } from "./rules.js";
import { vmType } from "./vm-type.js";

/** A virtual machine (QEMU). `/nodes/{node}/qemu`. */
export const vm = resource({
  type: "vm",
  description:
    "A virtual machine (QEMU). Unset attributes are unmanaged: they stay as they are, whoever sets them. " +
    "Its identity is its number; a guest that moved to another node is the same guest.",
  source: "/nodes/{node}/qemu/{vmid}",
  attributes,
  identity: ["vmid"],
  importId: guestImportId,
  dataLossAttribute: "allow_data_loss",
  rules,
  verbs: { ...guestVerbs(vmType), needs },
});
