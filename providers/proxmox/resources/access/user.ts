import { optional, required } from "../../../../lib/schema/roles.js";
import { flag, setOf, text, textLike } from "../../../../lib/schema/types.js";
import { emptied } from "../../form/emptied.js";
import { expiry } from "../../form/expiry.js";
import { userId } from "../../form/user-id.js";
import { restResource } from "../../rest/rest-resource.js";
import { email } from "../../form/email.js";
import { objectName } from "../../form/object-name.js";

const keys = textLike(/^[0-9A-Za-z!=]{0,4096}$/, 'letters, digits, "!" and "="');
const password = textLike(/^.{8,64}$/s, "8 to 64 characters");

/** A user of a realm. */
export const user = restResource({
  type: "user",
  aliases: ["proxmox_virtual_environment_user"],
  description:
    "A user of a realm. Only those of the realm `pve` have a password here, those of `pam` have it on the nodes.",
  path: "/access/users/{user_id}",
  collection: "/access/users",
  id: "{user_id}",
  example: "alice@pve",
  // prettier-ignore
  attributes: {
    user_id: required(userId, "The user: `alice@pve`.", { key: "userid" }),
    comment: optional(text, "Free text.", emptied),
    email: optional(email, "Where mail goes.", emptied),
    enabled: optional(flag, "Whether the user may log in.", { key: "enable", default: true }),
    expiration_date: optional(expiry.type, "When the account ends, as RFC 3339. Never if not said.", { key: "expire", ...expiry.options }),
    first_name: optional(text, "First name.", { key: "firstname", ...emptied }),
    last_name: optional(text, "Last name.", { key: "lastname", ...emptied }),
    groups: optional(setOf(objectName), "The groups that the user is in, all of them.", { absent: [], clear: { value: [] } }),
    keys: optional(keys, "Keys of a second factor, as the realm has them.", emptied),
    password: optional(password, "The password. Needs a login with a password, since tokens may not set any; taking it out leaves it as it is.", { sensitive: true }),
  },
  apart: { password: "/access/password?userid={user_id}" },
});
