import { isObject } from "../../../../../lib/value/value.js";
import type { GuestType } from "../guest/guest-type.js";
import { isUnused } from "../guest/volume.js";
import { withRealSizes } from "./real-sizes.js";
import { volumeWork } from "./volume-work.js";

/** PVE moves volumes, between storages or between slots, only while the container is down. */
export const stopsFor: GuestType["stopsFor"] = (changes, { planned, found }) =>
  changes.some(({ after }) => {
    const from = isObject(after) ? after["moved_from"] : null;
    return typeof from === "string" && !isUnused(from);
  }) ||
  volumeWork(changes, { planned, configuration: withRealSizes(found) }).some(({ kind }) => kind === "move");
