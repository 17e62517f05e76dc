// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxRoleConfig extends TerraformMetaArguments {
  /** The role. */
  readonly roleId: string;
}

const shape: Shape = {};

/** One role with its privileges. */
export class DataProxmoxRole extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_role";

  constructor(scope: Construct, id: string, config: DataProxmoxRoleConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxRole.tfResourceType, provider, shape }, config });
  }

  /** `{role_id}`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The role. */
  get roleId(): string {
    return this.getStringAttribute("role_id");
  }

  /** Its privileges. */
  get privileges(): string[] {
    return this.getListAttribute("privileges");
  }
}
