import type { GuestType } from "../guest/guest-type.js";
import { attributesOf } from "./attributes-of.js";
import { attributes } from "./attributes.js";
import { changeContainer } from "./change-container.js";
import { factsOf } from "./facts-of.js";
import { keyPath } from "./key-path.js";
import { make } from "./make.js";
import { stopsFor } from "./stops-for.js";

/** What is particular to containers. */
export const containerType: GuestType = {
  kind: "lxc",
  attributes,
  name: "hostname",
  tasks: { make: "vzcreate", copy: "vzclone" },
  attributesOf,
  factsOf,
  pathOf: keyPath,
  make,
  change: changeContainer,
  stopsFor,
};
