// Generated from the definitions by `npm run generate`. Do not edit.

import { BooleanList, StringListList, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxRolesConfig extends TerraformMetaArguments {

}

const shape: Shape = {};

/** All roles by id, those of Proxmox VE itself included: lists of equal length and order. */
export class DataProxmoxRoles extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_roles";

  constructor(scope: Construct, id: string, config: DataProxmoxRolesConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxRoles.tfResourceType, provider, shape }, config });
  }

  /** `roles`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Ids. */
  get roleIds(): string[] {
    return this.getListAttribute("role_ids");
  }

  /** Privileges of each. */
  get privileges(): StringListList {
    return new StringListList(this, "privileges", false);
  }

  /** Whether each is one of Proxmox VE itself. */
  get special(): BooleanList {
    return new BooleanList(this, "special", false);
  }
}
