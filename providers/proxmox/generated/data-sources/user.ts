// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectList } from "../../../../lib/constructs/object-list.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxUserConfig extends TerraformMetaArguments {
  /** The user: `alice@pve`. */
  readonly userId: string;
}

const shape: Shape = {};

/** What is granted to it, by itself and not by way of a group. */
export class DataProxmoxUserAcl extends ComplexObject {
  /** On what: `/vms/100`. */
  get path(): string {
    return this.getStringAttribute("path");
  }

  /** Whether it also holds below the path. */
  get propagate(): IResolvable {
    return this.getBooleanAttribute("propagate");
  }

  /** The role. */
  get roleId(): string {
    return this.getStringAttribute("role_id");
  }
}

/** One user, its groups and what is granted to it. */
export class DataProxmoxUser extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_user";

  constructor(scope: Construct, id: string, config: DataProxmoxUserConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxUser.tfResourceType, provider, shape }, config });
  }

  /** `{user_id}`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The user: `alice@pve`. */
  get userId(): string {
    return this.getStringAttribute("user_id");
  }

  /** What is granted to it, by itself and not by way of a group. */
  get acl(): ObjectList<DataProxmoxUserAcl> {
    return new ObjectList(this, { attribute: "acl", element: DataProxmoxUserAcl, isSet: true });
  }

  /** Free text. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** Address. */
  get email(): string {
    return this.getStringAttribute("email");
  }

  /** Whether it may log in. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /** First name. */
  get firstName(): string {
    return this.getStringAttribute("first_name");
  }

  /** Keys of the second factor, as PVE kept them before version 7. */
  get keys(): string {
    return this.getStringAttribute("keys");
  }

  /** Last name. */
  get lastName(): string {
    return this.getStringAttribute("last_name");
  }

  /** When the account ends, as RFC 3339; 1970-01-01T00:00:00Z stands for never. */
  get expirationDate(): string {
    return this.getStringAttribute("expiration_date");
  }

  /** Its groups. */
  get groups(): string[] {
    return this.getListAttribute("groups");
  }
}
