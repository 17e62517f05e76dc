// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import { ObjectList } from "../../../lib/constructs/object-list.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxPoolConfig extends TerraformMetaArguments {
  /** The pool's name. A change replaces the object. */
  readonly poolId: string;
  /** Free text. Unset: absent. */
  readonly comment?: string;
}

const shape: Shape = {};

/** What is in it. */
export class ProxmoxPoolMembers extends ComplexObject {
  /** The storage, where it is one. Told by the object. */
  get datastoreId(): string {
    return this.getStringAttribute("datastore_id");
  }

  /** Which member: `qemu/100`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Its node. Told by the object. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** What it is: `qemu`, `lxc` or `storage`. Told by the object. */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** The guest's number, where it is one; else 0. Told by the object. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }
}

/** A pool of guests and storages, to be granted roles on together. */
export class ProxmoxPool extends GeneratedResource {
  static readonly tfResourceType = "proxmox_pool";

  constructor(scope: Construct, id: string, config: ProxmoxPoolConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxPool.tfResourceType, provider, shape }, config });
  }

  /** `{pool_id}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The pool's name. A change replaces the object. */
  get poolId(): string {
    return this.getStringAttribute("pool_id");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** What is in it. Told by the object. */
  get members(): ObjectList<ProxmoxPoolMembers> {
    return new ObjectList(this, { attribute: "members", element: ProxmoxPoolMembers, isSet: false });
  }
}
