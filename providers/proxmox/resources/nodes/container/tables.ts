import { startup } from "../guest/startup.js";
import type { Tables } from "../guest/tables.js";
import { devices } from "./devices.js";
import { features } from "./features.js";
import { keys } from "./keys.js";
import { network } from "./network.js";

/** What of a container's configuration is read and written by tables. */
export const tables = {
  keys,
  properties: { features, startup },
  lines: { network, devices },
} satisfies Tables;
