import { guests } from "./guests.js";

/** Containers, chosen by node, tags and filters. */
export const containers = guests({
  type: "containers",
  kind: "lxc",
  description: "Containers, chosen by node, tags and filters.",
});
