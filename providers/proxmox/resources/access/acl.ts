import type { Attributes } from "../../../../lib/schema/attribute.js";
import { computed, optional, required } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { flag, text, textLike } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { aclVerbs, exactlyOnePrincipal, grantText, principalFrom } from "./acl-verbs.js";
import { objectName } from "../../form/object-name.js";
import { userId } from "../../form/user-id.js";

const aclPath = textLike(
  /^\/(?:[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+)*)?$/,
  'a path such as "/", "/vms/100" or "/storage/local", without a "/" at the end',
);

const tokenId = textLike(
  /^[^\s:/!]+@[A-Za-z][A-Za-z0-9.\-_]+![A-Za-z][A-Za-z0-9.\-_]+$/,
  "a user and its token: `alice@pve!ci`",
);

const attributes = {
  id: computed(text, "`{path}?{principal}?{role}`."),
  path: required(aclPath, "What the role is granted on: `/`, `/vms/100`, `/pool/web`, `/storage/local`."),
  role_id: required(objectName, "The role that is granted."),
  user_id: optional(userId, "The user that it is granted to: `user@realm`.", { replace: true }),
  group_id: optional(objectName, "The group that it is granted to.", { replace: true }),
  token_id: optional(tokenId, "The API token that it is granted to: `user@realm!name`.", { replace: true }),
  propagate: optional(flag, "Whether it also holds below the path.", { default: true }),
} as const;

/** A role granted to one user, group or token on one path. */
export const acl = resource<Connection, Attributes>({
  type: "acl",
  aliases: ["proxmox_virtual_environment_acl"],
  description: "A role granted to one user, group or API token on one path.",
  source: "/access/acl",
  attributes,
  identity: ["path", "role_id", "user_id", "group_id", "token_id"],
  importId: {
    form: "{path}?{group|user@realm|user@realm!token}?{role}",
    example: "/vms/100?alice@pve?PVEVMUser",
    parse: (id) => {
      const [path, principal, role_id, ...rest] = id.split("?");
      return path && principal && role_id && rest.length === 0
        ? { path, role_id, ...principalFrom(principal) }
        : undefined;
    },
  },
  rules: { check: exactlyOnePrincipal, summary: grantText },
  verbs: aclVerbs,
});
