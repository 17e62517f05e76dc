// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxAclConfig extends TerraformMetaArguments {
  /** What the role is granted on: `/`, `/vms/100`, `/pool/web`, `/storage/local`. A change replaces the object. */
  readonly path: string;
  /** The role that is granted. A change replaces the object. */
  readonly roleId: string;
  /** The user that it is granted to: `user@realm`. Unset: absent. A change replaces the object. */
  readonly userId?: string;
  /** The group that it is granted to. Unset: absent. A change replaces the object. */
  readonly groupId?: string;
  /** The API token that it is granted to: `user@realm!name`. Unset: absent. A change replaces the object. */
  readonly tokenId?: string;
  /** Whether it also holds below the path. Default: `true`. */
  readonly propagate?: boolean | IResolvable;
}

const shape: Shape = {};

/** A role granted to one user, group or API token on one path. */
export class ProxmoxAcl extends GeneratedResource {
  static readonly tfResourceType = "proxmox_acl";

  constructor(scope: Construct, id: string, config: ProxmoxAclConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxAcl.tfResourceType, provider, shape }, config });
  }

  /** `{path}?{principal}?{role}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** What the role is granted on: `/`, `/vms/100`, `/pool/web`, `/storage/local`. A change replaces the object. */
  get path(): string {
    return this.getStringAttribute("path");
  }

  /** The role that is granted. A change replaces the object. */
  get roleId(): string {
    return this.getStringAttribute("role_id");
  }

  /** The user that it is granted to: `user@realm`. Unset: absent. A change replaces the object. */
  get userId(): string {
    return this.getStringAttribute("user_id");
  }

  /** The group that it is granted to. Unset: absent. A change replaces the object. */
  get groupId(): string {
    return this.getStringAttribute("group_id");
  }

  /** The API token that it is granted to: `user@realm!name`. Unset: absent. A change replaces the object. */
  get tokenId(): string {
    return this.getStringAttribute("token_id");
  }

  /** Whether it also holds below the path. Default: `true`. */
  get propagate(): IResolvable {
    return this.getBooleanAttribute("propagate");
  }
}
