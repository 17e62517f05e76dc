import { guestHead, guestTail } from "../guest/attributes.js";
import { attributesIn } from "../guest/tables.js";
import { bootOrder } from "./boot.js";
import { cdroms } from "./cdroms.js";
import { cloudInit } from "./cloud-init.js";
import { devices } from "./devices.js";
import { disks } from "./disks.js";
import { firmware } from "./firmware.js";
import { keys } from "./keys.js";
import { network } from "./network.js";
import { properties } from "./properties.js";

/** All that can be said about a virtual machine. Unset means unmanaged. */
export const attributes = {
  ...guestHead,
  ...keys,
  ...attributesIn(properties),
  boot_order: bootOrder,
  efi_disk: firmware.efi_disk.attribute,
  tpm_state: firmware.tpm_state.attribute,
  disks,
  cdroms,
  network: network.attribute,
  ...attributesIn(devices),
  cloud_init: cloudInit,
  ...guestTail,
};

export type VmAttributes = typeof attributes;
