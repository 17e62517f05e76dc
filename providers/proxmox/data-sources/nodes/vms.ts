import { guests } from "./guests.js";

/** Virtual machines, chosen by node, tags and filters. */
export const vms = guests({
  type: "vms",
  kind: "qemu",
  description: "Virtual machines, chosen by node, tags and filters.",
});
