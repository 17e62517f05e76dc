// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectList } from "../../../../lib/constructs/object-list.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxPoolConfig extends TerraformMetaArguments {
  /** The pool; one that lies in another with that one's before it: `web/test`. */
  readonly poolId: string;
}

const shape: Shape = {};

/** Its members. */
export class DataProxmoxPoolMembers extends ComplexObject {
  /** The storage, where it is one. */
  get datastoreId(): string {
    return this.getStringAttribute("datastore_id");
  }

  /** Which member: `qemu/100`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Its node. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** What it is: `qemu`, `lxc` or `storage`. */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** The guest's number, where it is one; else 0. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }
}

/** One pool and its members. */
export class DataProxmoxPool extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_pool";

  constructor(scope: Construct, id: string, config: DataProxmoxPoolConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxPool.tfResourceType, provider, shape }, config });
  }

  /** `{pool_id}`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The pool; one that lies in another with that one's before it: `web/test`. */
  get poolId(): string {
    return this.getStringAttribute("pool_id");
  }

  /** Free text. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** Its members. */
  get members(): ObjectList<DataProxmoxPoolMembers> {
    return new ObjectList(this, { attribute: "members", element: DataProxmoxPoolMembers, isSet: false });
  }
}
