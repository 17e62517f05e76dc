import { assigned, computed, managed } from "../../../../../lib/schema/roles.js";
import { flag, integer, text } from "../../../../../lib/schema/types.js";
import { bootOrder } from "./boot.js";
import { cdroms } from "./cdroms.js";
import { cloudInit } from "./cloud-init.js";
import { deviceAttributes } from "./devices.js";
import { disks } from "./disks.js";
import { firmware } from "./firmware.js";
import { keys } from "./keys.js";
import { network } from "./network.js";
import { originAttributes } from "./origin.js";
import { powerAttributes } from "./power.js";
import { propertyAttributes } from "./properties.js";

/** All that can be said about a virtual machine. Unset means unmanaged. */
export const attributes = {
  id: computed(text, "The VMID, as text."),
  vmid: assigned(integer({ min: 100, max: 999999999 }), "Number of the guest; the next free one if unset."),
  ...originAttributes,
  current_node: computed(text, "Node that the guest is on now."),
  ...powerAttributes,
  ...keys,
  ...propertyAttributes,
  boot_order: bootOrder,
  efi_disk: firmware.efi_disk.attribute,
  tpm_state: firmware.tpm_state.attribute,
  disks,
  cdroms,
  network,
  ...deviceAttributes,
  cloud_init: cloudInit,
  pool: managed(text, "Pool that the guest belongs to."),
  template: managed(flag, "Turned into a template: a guest to make others from. There is no way back."),
  allow_data_loss: managed(flag, "Allows the guest's disks to be destroyed with it.", { effect: "recorded" }),
};

export type VmAttributes = typeof attributes;
