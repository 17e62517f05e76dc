import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { flag, setOf, text } from "../../../../../lib/schema/types.js";
import { tag, tags } from "./key-notations.js";

/** The plain keys that all guests have, whatever their kind, and that never cost a running one anything. */
// prettier-ignore
export const guestKeys = {
  tags: managed(setOf(tag), "Tags; upper and lower case are the same.", tags),
  on_boot: managed(flag, "Starts with its node.", { key: "onboot" }),
  protection: managed(flag, "Refuses removal of the guest and its disks."),
  hook_script: managed(text, "Snippet that the node runs as the guest starts and stops; root@pam only.", { key: "hookscript" }),
} satisfies Attributes;
