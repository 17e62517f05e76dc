import type { Construct } from "constructs";

import { ProxmoxAcl } from "../generated/acl.js";

/** Somebody that a role can be granted to: `alice@pve`, `alice@pve!token`, or `{ group: "admins" }`. */
export type Principal = string | { readonly group: string };

/** A role granted on a path. */
export function grantOn(
  scope: Construct,
  grant: { readonly path: string; readonly role: string; readonly to: Principal },
): ProxmoxAcl {
  const { path, role, to } = grant;
  const name = typeof to === "string" ? to : to.group;
  return new ProxmoxAcl(scope, `grant-${role}-${name.replace(/[^A-Za-z0-9]+/g, "-")}`, {
    path,
    roleId: role,
    ...(typeof to !== "string" ? { groupId: to.group } : to.includes("!") ? { tokenId: to } : { userId: to }),
  });
}
