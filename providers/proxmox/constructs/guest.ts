import { Construct } from "constructs";

import type { ProxmoxContainer } from "../generated/container.js";
import type { ProxmoxVm } from "../generated/vm.js";
import { Grant, type GrantOptions } from "./grant.js";
import type { IGrantTarget } from "./grant-target.js";
import type { Principal } from "./principal.js";
import type { RoleReference } from "./role-reference.js";

/** A machine or a container. */
export abstract class Guest<Resource extends ProxmoxVm | ProxmoxContainer>
  extends Construct
  implements IGrantTarget
{
  /** The generated construct underneath. */
  abstract readonly guest: Resource;

  /** Its number, known after it was made. */
  get vmid(): number {
    return this.guest.vmid;
  }

  /** The node that it is on, as last seen. */
  get nodeName(): string {
    return this.guest.currentNode;
  }

  get aclPath(): string {
    return `/vms/${this.guest.id}`;
  }

  /** Grants a role on this guest: `web.grant({ user: "alice@pve" }, "PVEVMUser")`. */
  grant(to: Principal, role: RoleReference, options: GrantOptions = {}): Grant {
    return Grant.of(this, { ...options, role, to, on: this });
  }
}
