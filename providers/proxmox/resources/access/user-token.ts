import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { flag, text, textLike } from "../../../../lib/schema/types.js";
import { expiry } from "../../form/expiry.js";
import { trimmed } from "../../form/trimmed.js";
import { restResource } from "../../rest/rest-resource.js";
import { userId } from "../../form/user-id.js";

const tokenName = textLike(
  /^[A-Za-z][A-Za-z0-9.\-_]+$/,
  'at least two letters, digits, ".", "-" and "_", of which the first is a letter',
);

/** An API token of a user. Its secret is told once, when it is made. */
export const userToken = restResource({
  type: "user_token",
  aliases: ["proxmox_virtual_environment_user_token"],
  description: "An API token of a user. Proxmox VE tells its secret once, so it is kept in the state.",
  path: "/access/users/{user_id}/token/{token_name}",
  id: "{user_id}!{token_name}",
  example: "terraform@pve!ci",
  // prettier-ignore
  attributes: {
    user_id: required(userId, "The user that the token belongs to: `user@realm`."),
    token_name: required(tokenName, "The token's name."),
    comment: optional(text, "Free text.", trimmed),
    expiration_date: optional(expiry.type, "When it ends, as RFC 3339. Never if not said.", { key: "expire", ...expiry.options }),
    privileges_separation: optional(flag, "Whether it needs ACLs of its own; otherwise it may what its user may.", { key: "privsep", default: true }),
    value: computed(text, "The whole token, `user@realm!name=secret`, as clients send it.", { sensitive: true }),
  },
  reveal: { value: (answer) => `${String(answer["full-tokenid"])}=${String(answer["value"])}` },
});
