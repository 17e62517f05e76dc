// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxGroupsConfig extends TerraformMetaArguments {

}

const shape: Shape = {};

/** All groups by id: lists of equal length and order. */
export class DataProxmoxGroups extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_groups";

  constructor(scope: Construct, id: string, config: DataProxmoxGroupsConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxGroups.tfResourceType, provider, shape }, config });
  }

  /** `groups`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Ids. */
  get groupIds(): string[] {
    return this.getListAttribute("group_ids");
  }

  /** Free text. */
  get comments(): string[] {
    return this.getListAttribute("comments");
  }
}
