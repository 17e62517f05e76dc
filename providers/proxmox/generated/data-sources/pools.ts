// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxPoolsConfig extends TerraformMetaArguments {

}

const shape: Shape = {};

/** All pools by id. */
export class DataProxmoxPools extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_pools";

  constructor(scope: Construct, id: string, config: DataProxmoxPoolsConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxPools.tfResourceType, provider, shape }, config });
  }

  /** `pools`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Ids; one that lies in another has that one's before it: `web/test`. */
  get poolIds(): string[] {
    return this.getListAttribute("pool_ids");
  }
}
