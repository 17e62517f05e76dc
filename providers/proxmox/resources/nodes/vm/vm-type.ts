import type { GuestType } from "../guest/guest-type.js";
import { attributesOf } from "./attributes-of.js";
import { attributes } from "./attributes.js";
import { changeGuest } from "./change-guest.js";
import { factsOf } from "./facts-of.js";
import { keyPath } from "./key-path.js";
import { make } from "./make.js";

/** What is particular to virtual machines. */
export const vmType: GuestType = {
  kind: "qemu",
  attributes,
  name: "name",
  tasks: { make: "qmcreate", copy: "qmclone" },
  attributesOf,
  factsOf,
  pathOf: keyPath,
  make,
  change: changeGuest,
  stopsFor: () => false,
};
