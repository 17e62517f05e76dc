import { resource } from "../../../../../lib/schema/resource.js";
import { guestVerbs } from "../guest/guest-verbs.js";
import { guestImportId } from "../guest/import-id.js";
import { attributes } from "./attributes.js";
import { containerType } from "./container-type.js";
import { needs } from "./needs.js";
import { rules } from "./rules.js";

/** A container (LXC). `/nodes/{node}/lxc`. */
export const container = resource({
  type: "container",
  description:
    "A container (LXC). Unset attributes are unmanaged: they stay as they are, whoever sets them. " +
    "Its identity is its number; a guest that moved to another node is the same guest. " +
    "This is not the shape of `proxmox_virtual_environment_container`, which has lists where this has slots; that name is not served.",
  source: "/nodes/{node}/lxc/{vmid}",
  attributes,
  identity: ["vmid"],
  importId: guestImportId,
  dataLossAttribute: "allow_data_loss",
  rules,
  verbs: { ...guestVerbs(containerType), needs },
});
