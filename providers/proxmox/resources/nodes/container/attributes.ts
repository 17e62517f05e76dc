import { guestHead, guestTail } from "../guest/attributes.js";
import { attributesIn } from "../guest/tables.js";
import { keys } from "./keys.js";
import { madeFrom } from "./made-from.js";
import { mountPoints, rootfs } from "./mounts.js";
import { tables } from "./tables.js";

/** All that can be said about a container. Unset means unmanaged. */
export const attributes = {
  ...guestHead,
  ...madeFrom,
  ...keys,
  ...attributesIn(tables.properties),
  rootfs,
  mount_points: mountPoints,
  ...attributesIn(tables.lines),
  ...guestTail,
};

export type ContainerAttributes = typeof attributes;
