// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxPoolMembershipConfig extends TerraformMetaArguments {
  /** The pool. A change replaces the object. */
  readonly poolId: string;
  /** The guest that is in it. Unset: absent. A change replaces the object. */
  readonly vmId?: number;
  /** The storage that is in it. Unset: absent. A change replaces the object. */
  readonly storageId?: string;
}

const shape: Shape = {};

/** One guest or storage in one pool. A guest is in one pool at most. */
export class ProxmoxPoolMembership extends GeneratedResource {
  static readonly tfResourceType = "proxmox_pool_membership";

  constructor(scope: Construct, id: string, config: ProxmoxPoolMembershipConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxPoolMembership.tfResourceType, provider, shape }, config });
  }

  /** `{pool_id}/vm/{vm_id}` or `{pool_id}/storage/{storage_id}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** What the member is: `vm` or `storage`. Told by the object. */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** The pool. A change replaces the object. */
  get poolId(): string {
    return this.getStringAttribute("pool_id");
  }

  /** The guest that is in it. Unset: absent. A change replaces the object. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }

  /** The storage that is in it. Unset: absent. A change replaces the object. */
  get storageId(): string {
    return this.getStringAttribute("storage_id");
  }
}
