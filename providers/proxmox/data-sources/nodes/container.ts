import { guestSummary } from "./guest-summary.js";

/** One container. */
export const container = guestSummary({
  type: "container",
  aliases: ["proxmox_virtual_environment_container"],
  kind: "lxc",
  description: "One container: its name, tags and power.",
});
