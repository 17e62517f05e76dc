// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxVirtualEnvironmentVmConfig extends TerraformMetaArguments {
  /** The node that it is on. */
  readonly nodeName: string;
  /** Its number. */
  readonly vmId: number;
}

const shape: Shape = {};

/** One virtual machine: its name, tags and power. `proxmox_vm` tells its configuration too. */
export class DataProxmoxVirtualEnvironmentVm extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_virtual_environment_vm";

  constructor(scope: Construct, id: string, config: DataProxmoxVirtualEnvironmentVmConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxVirtualEnvironmentVm.tfResourceType, provider, shape }, config });
  }

  /** `{vm_id}`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node that it is on. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** Its number. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }

  /** Its name. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** `running` or `stopped`; `unknown` where its node is down. */
  get status(): string {
    return this.getStringAttribute("status");
  }

  /** Its tags, sorted. */
  get tags(): string[] {
    return this.getListAttribute("tags");
  }

  /** Whether it is a template. */
  get template(): IResolvable {
    return this.getBooleanAttribute("template");
  }
}
