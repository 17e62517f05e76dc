// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectList } from "../../../../lib/constructs/object-list.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxGroupConfig extends TerraformMetaArguments {
  /** The group. */
  readonly groupId: string;
}

const shape: Shape = {};

/** What is granted to it, by itself and not by way of a group. */
export class DataProxmoxGroupAcl extends ComplexObject {
  /** On what: `/vms/100`. */
  get path(): string {
    return this.getStringAttribute("path");
  }

  /** Whether it also holds below the path. */
  get propagate(): IResolvable {
    return this.getBooleanAttribute("propagate");
  }

  /** The role. */
  get roleId(): string {
    return this.getStringAttribute("role_id");
  }
}

/** One group, its members and what is granted to it. */
export class DataProxmoxGroup extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_group";

  constructor(scope: Construct, id: string, config: DataProxmoxGroupConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxGroup.tfResourceType, provider, shape }, config });
  }

  /** `{group_id}`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The group. */
  get groupId(): string {
    return this.getStringAttribute("group_id");
  }

  /** What is granted to it, by itself and not by way of a group. */
  get acl(): ObjectList<DataProxmoxGroupAcl> {
    return new ObjectList(this, { attribute: "acl", element: DataProxmoxGroupAcl, isSet: true });
  }

  /** Free text. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** Its users. */
  get members(): string[] {
    return this.getListAttribute("members");
  }
}
