import { managed, required } from "../../../../../lib/schema/roles.js";
import { nested } from "../../../../../lib/schema/structures.js";
import { flag, integer, text } from "../../../../../lib/schema/types.js";

/** What a guest is made from: recorded at creation, never compared afterwards. */
export const originAttributes = {
  node: required(text, "Node to make the guest on. Where it runs later is `current_node`.", { origin: true }),
  clone: nested("managed", "Makes the guest as a copy of another.", {
    attributes: {
      vmid: required(integer({ min: 100, max: 999999999 }), "Guest or template to copy.", { origin: true }),
      full: managed(flag, "Copies all data; false: a linked clone of a template. As PVE sees fit if unset.", {
        origin: true,
      }),
      storage: managed(text, "Storage for the copied disks (full clones only).", { origin: true }),
      snapshot: managed(text, "Snapshot to copy.", { origin: true }),
    },
  }),
};
