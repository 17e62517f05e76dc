import { Construct } from "constructs";

import { ProxmoxRole } from "../generated/role.js";
import { Grant, type GrantOptions } from "./grant.js";
import type { GrantTarget } from "./grant-target.js";
import type { Principal } from "./principal.js";
import type { Privilege } from "./privilege.js";
import { metaOf, type ResourceProps } from "./resource-props.js";
import type { IRole } from "./role-reference.js";

export interface RoleProps extends ResourceProps {
  /** Its name, which does not begin with `PVE`; the construct's id if not said. Another one later makes another role. */
  readonly roleId?: string;
  /** All that it allows. */
  readonly privileges: readonly Privilege[];
}

export interface GrantToOptions extends GrantOptions {
  /** What it is granted on: a guest, a pool, or a path: `"/"`. */
  readonly on: GrantTarget;
}

/** A set of privileges that is granted as a whole. */
export class Role extends Construct implements IRole {
  readonly role: ProxmoxRole;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { roleId = id, privileges } = props;
    this.node.addValidation({ validate: () => problemsOf(roleId, privileges) });
    this.role = new ProxmoxRole(this, "Resource", { ...metaOf(this, props), roleId, privileges });
    this.node.defaultChild = this.role;
  }

  get roleId(): string {
    return this.role.roleId;
  }

  /** Grants it to somebody on something: `operator.grantTo(alice, { on: web })`. */
  grantTo(to: Principal, options: GrantToOptions): Grant {
    return Grant.of(this, { ...options, role: this, to });
  }
}

function problemsOf(roleId: string, privileges: readonly Privilege[]): string[] {
  const twice = privileges.filter((privilege, index) => privileges.indexOf(privilege) !== index);
  return [
    ...(/^PVE/i.test(roleId)
      ? [`"${roleId}": names that begin with PVE are those of Proxmox VE itself`]
      : []),
    ...twice.map((privilege) => `privileges: ${privilege} is there twice`),
  ];
}
