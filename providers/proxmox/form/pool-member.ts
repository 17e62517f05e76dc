import { computed } from "../../../lib/schema/roles.js";
import { integer, text } from "../../../lib/schema/types.js";

/** A member of a pool, as the API tells it. */
export const poolMember = {
  datastore_id: computed(text, "The storage, where it is one.", { key: "storage" }),
  id: computed(text, "Which member: `qemu/100`."),
  node_name: computed(text, "Its node.", { key: "node" }),
  type: computed(text, "What it is: `qemu`, `lxc` or `storage`."),
  vm_id: computed(integer(), "The guest's number, where it is one; else 0.", { key: "vmid" }),
} as const;
