import { Construct } from "constructs";

import { ProxmoxPool } from "../generated/pool.js";
import { Grant, type GrantOptions } from "./grant.js";
import type { IGrantTarget } from "./grant-target.js";
import type { Principal } from "./principal.js";
import { metaOf, type ResourceProps } from "./resource-props.js";
import type { RoleReference } from "./role-reference.js";

export interface PoolProps extends ResourceProps {
  /** Its name, `"web"`, or one below another pool, `"web/test"`; the construct's id if not said. Another one later makes another pool. */
  readonly poolId?: string;
  /** Free text. None if not said. */
  readonly comment?: string;
}

/** A pool of guests and storages, to be granted roles on together. Guests say that they belong to it: `pool: web`. */
export class Pool extends Construct implements IGrantTarget {
  readonly pool: ProxmoxPool;

  constructor(scope: Construct, id: string, props: PoolProps = {}) {
    super(scope, id);
    const { poolId = id, comment } = props;
    this.pool = new ProxmoxPool(this, "Resource", { ...metaOf(this, props), poolId, comment });
    this.node.defaultChild = this.pool;
  }

  get poolId(): string {
    return this.pool.poolId;
  }

  get aclPath(): string {
    return `/pool/${this.pool.poolId}`;
  }

  /** Grants a role on all that is in it: `pool.grant(admins, "PVEVMAdmin")`. */
  grant(to: Principal, role: RoleReference, options: GrantOptions = {}): Grant {
    return Grant.of(this, { ...options, role, to, on: this });
  }
}
