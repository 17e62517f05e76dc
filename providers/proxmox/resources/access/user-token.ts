import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { flag, text, textLike } from "../../../../lib/schema/types.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { path } from "../../api/path.js";
import type { Connection } from "../../connection.js";
import { objectVerbs } from "../../rest/object-verbs.js";
import { expiry } from "../../form/expiry.js";

const tokenName = textLike(
  /^[A-Za-z][A-Za-z0-9.\-_]+$/,
  'starts with a letter; letters, digits, ".", "-" and "_" follow',
);

const attributes = {
  id: computed(text, "`user@realm!name`."),
  user_id: required(text, "The user that the token belongs to: `user@realm`."),
  token_name: required(tokenName, "The token's name."),
  comment: optional(text, "Free text.", { absent: "" }),
  expiration_date: optional(text, "When it ends, as RFC 3339. Never if not said.", {
    key: "expire",
    ...expiry,
  }),
  privileges_separation: optional(
    flag,
    "Whether the token needs ACLs of its own; otherwise it may what its user may.",
    { key: "privsep", default: true },
  ),
  value: computed(text, "The whole token, `user@realm!name=secret`, as clients send it.", {
    sensitive: true,
  }),
} as const;

/** An API token of a user. Its secret is told once, when it is made. */
export const userToken = resource<Connection, typeof attributes>({
  type: "user_token",
  aliases: ["proxmox_virtual_environment_user_token"],
  description: "An API token of a user. Proxmox VE tells its secret once, so it is kept in the state.",
  source: "/access/users/{userid}/token/{tokenid}",
  attributes,
  identity: ["user_id", "token_name"],
  importId: {
    form: "{user_id}!{token_name}",
    example: "terraform@pve!ci",
    parse: (id) => {
      const [, user_id, token_name] = /^([^!]+)!([^!]+)$/.exec(id) ?? [];
      return user_id === undefined || token_name === undefined ? undefined : { user_id, token_name };
    },
  },
  verbs: objectVerbs(attributes, {
    inPath: ["user_id", "token_name"],
    path: ({ user_id, token_name }) =>
      path`/access/users/${scalarText(user_id)}/token/${scalarText(token_name)}`,
    derived: ({ user_id, token_name }) => ({ id: `${scalarText(user_id)}!${scalarText(token_name)}` }),
    reveal: (answer) => ({ value: `${String(answer["full-tokenid"])}=${String(answer["value"])}` }),
  }),
});
