import { computed } from "../../../../lib/schema/roles.js";
import { flag, integer, listOf, text } from "../../../../lib/schema/types.js";
import { tagList } from "../../form/tag-list.js";

/** What is told of a guest, of whichever kind, alone and in lists. */
export const guestKeys = {
  name: computed(text, "Its name."),
  status: computed(text, "`running` or `stopped`; `unknown` where its node is down."),
  tags: computed(listOf(text), "Its tags, sorted.", tagList),
  template: computed(flag, "Whether it is a template."),
} as const;

/** The same with where it is, for lists. */
export const listedGuest = {
  ...guestKeys,
  node_name: computed(text, "The node that it is on.", { key: "node" }),
  vm_id: computed(integer(), "Its number.", { key: "vmid" }),
} as const;
