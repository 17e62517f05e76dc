// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxGroupConfig extends TerraformMetaArguments {
  /** The group's name. A change replaces the object. */
  readonly groupId: string;
  /** Free text. Unset: absent. */
  readonly comment?: string;
}

const shape: Shape = {};

/** A group of users. Who is in it is said by the users. */
export class ProxmoxGroup extends GeneratedResource {
  static readonly tfResourceType = "proxmox_group";

  constructor(scope: Construct, id: string, config: ProxmoxGroupConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxGroup.tfResourceType, provider, shape }, config });
  }

  /** `{group_id}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The group's name. A change replaces the object. */
  get groupId(): string {
    return this.getStringAttribute("group_id");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** Who is in it. Told by the object. */
  get members(): string[] {
    return this.getListAttribute("members");
  }
}
