// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxHaresourceConfig extends TerraformMetaArguments {
  /** The guest: `vm:100`, `ct:101`. A change replaces the object. */
  readonly resourceId: string;
  /** What the manager brings the guest to. Default: `"started"`. */
  readonly state?: "started" | "enabled" | "stopped" | "disabled" | "ignored";
  /** What kind of guest it is; follows from `resource_id`. Unset: chosen when the object is made. A change replaces the object. */
  readonly type?: "vm" | "ct";
  /** Free text. Unset: absent. */
  readonly comment?: string;
  /** Whether the guest moves back when a better node returns; it does if not said. Needs Proxmox VE 9. */
  readonly failback?: boolean | IResolvable;
  /** The HA group, before Proxmox VE 9; since then rules say where guests run. Unset: absent. */
  readonly group?: string;
  /** How often another node is tried when the guest does not start; once if not said. */
  readonly maxRelocate?: number;
  /** How often a start is tried again on the node; once if not said. */
  readonly maxRestart?: number;
}

const shape: Shape = {};

/** A guest under the care of the HA manager. */
export class ProxmoxHaresource extends GeneratedResource {
  static readonly tfResourceType = "proxmox_haresource";

  constructor(scope: Construct, id: string, config: ProxmoxHaresourceConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxHaresource.tfResourceType, provider, shape }, config });
  }

  /** `{resource_id}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The guest: `vm:100`, `ct:101`. A change replaces the object. */
  get resourceId(): string {
    return this.getStringAttribute("resource_id");
  }

  /** What the manager brings the guest to. Default: `"started"`. */
  get state(): string {
    return this.getStringAttribute("state");
  }

  /** What kind of guest it is; follows from `resource_id`. Unset: chosen when the object is made. A change replaces the object. */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** Whether the guest moves back when a better node returns; it does if not said. Needs Proxmox VE 9. */
  get failback(): IResolvable {
    return this.getBooleanAttribute("failback");
  }

  /** The HA group, before Proxmox VE 9; since then rules say where guests run. Unset: absent. */
  get group(): string {
    return this.getStringAttribute("group");
  }

  /** How often another node is tried when the guest does not start; once if not said. */
  get maxRelocate(): number {
    return this.getNumberAttribute("max_relocate");
  }

  /** How often a start is tried again on the node; once if not said. */
  get maxRestart(): number {
    return this.getNumberAttribute("max_restart");
  }
}
