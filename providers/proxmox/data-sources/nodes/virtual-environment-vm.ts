import { guestSummary } from "./guest-summary.js";

/** One virtual machine under the name and with the attributes that older code has; `vm` tells more. */
export const virtualEnvironmentVm = guestSummary({
  type: "virtual_environment_vm",
  kind: "qemu",
  description: "One virtual machine: its name, tags and power. `proxmox_vm` tells its configuration too.",
});
