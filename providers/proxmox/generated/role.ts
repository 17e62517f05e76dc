// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxRoleConfig extends TerraformMetaArguments {
  /** The role's name; none that begins with `PVE`. A change replaces the object. */
  readonly roleId: string;
  /** Its privileges: `VM.PowerMgmt`, `VM.Audit`. */
  readonly privileges: readonly string[];
}

const shape: Shape = {};

/** A set of privileges that is granted as a whole. The roles that Proxmox VE brings can't be changed. */
export class ProxmoxRole extends GeneratedResource {
  static readonly tfResourceType = "proxmox_role";

  constructor(scope: Construct, id: string, config: ProxmoxRoleConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxRole.tfResourceType, provider, shape }, config });
  }

  /** `{role_id}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The role's name; none that begins with `PVE`. A change replaces the object. */
  get roleId(): string {
    return this.getStringAttribute("role_id");
  }

  /** Its privileges: `VM.PowerMgmt`, `VM.Audit`. */
  get privileges(): string[] {
    return this.getListAttribute("privileges");
  }
}
