import { computed } from "../../../../lib/schema/roles.js";
import { flag, text } from "../../../../lib/schema/types.js";

/** Seconds since 1970 as RFC 3339; the first second stands for never, as it does in PVE. */
const pointInTime = {
  decode: (seconds: string) => new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z"),
} as const;

/** What is told of a user, alone and in lists. */
export const userKeys = {
  comment: computed(text, "Free text."),
  email: computed(text, "Address."),
  enabled: computed(flag, "Whether it may log in.", { key: "enable" }),
  expiration: computed(text, "When the account ends, as RFC 3339; 1970-01-01T00:00:00Z stands for never.", {
    key: "expire",
    ...pointInTime,
  }),
  first_name: computed(text, "First name.", { key: "firstname" }),
  keys: computed(text, "Keys of the second factor, as PVE kept them before version 7."),
  last_name: computed(text, "Last name.", { key: "lastname" }),
} as const;

/** What holds for a user that does not say it. */
export const ordinaryUser = { enable: 1, expire: 0 } as const;
