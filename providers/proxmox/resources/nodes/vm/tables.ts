import type { Tables } from "../guest/tables.js";
import { bootOrder } from "./boot.js";
import { devices } from "./devices.js";
import { keys } from "./keys.js";
import { network } from "./network.js";
import { properties } from "./properties.js";

/** What of a virtual machine's configuration is read and written by tables. */
export const tables = {
  keys: { ...keys, boot_order: bootOrder },
  properties,
  lines: { network, ...devices },
} satisfies Tables;
