import { assigned, computed, managed } from "../../../../../lib/schema/roles.js";
import { flag, integer, text } from "../../../../../lib/schema/types.js";
import { originAttributes } from "./origin.js";
import { pending } from "./pending.js";
import { powerAttributes } from "./power.js";

/** Which guest it is, what it is made from, where it is and whether it runs: what stands first. */
export const guestHead = {
  id: computed(text, "The VMID, as text."),
  vmid: assigned(integer({ min: 100, max: 999999999 }), "Number of the guest; the next free one if unset."),
  ...originAttributes,
  current_node: computed(text, "Node that the guest is on now."),
  ...powerAttributes,
  pending,
};

/** Where it belongs and what may become of it: what stands last. */
export const guestTail = {
  pool: managed(text, "Pool that the guest belongs to."),
  template: managed(flag, "Turned into a template: a guest to make others from. There is no way back."),
  allow_data_loss: managed(flag, "Allows the guest's disks to be destroyed with it.", { effect: "recorded" }),
};
