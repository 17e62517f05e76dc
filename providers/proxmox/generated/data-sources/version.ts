// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxVersionConfig extends TerraformMetaArguments {

}

const shape: Shape = {};

/** The version of the Proxmox VE that answers. */
export class DataProxmoxVersion extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_version";

  constructor(scope: Construct, id: string, config: DataProxmoxVersionConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxVersion.tfResourceType, provider, shape }, config });
  }

  /** `version`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The release: `9.2`. */
  get release(): string {
    return this.getStringAttribute("release");
  }

  /** The commit that it was built from. */
  get repositoryId(): string {
    return this.getStringAttribute("repository_id");
  }

  /** The whole version: `9.2.11`. */
  get version(): string {
    return this.getStringAttribute("version");
  }
}
