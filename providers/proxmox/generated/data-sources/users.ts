// Generated from the definitions by `npm run generate`. Do not edit.

import { BooleanList, StringListList, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxUsersConfig extends TerraformMetaArguments {

}

const shape: Shape = {};

/** All users by id: lists of equal length and order. */
export class DataProxmoxUsers extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_users";

  constructor(scope: Construct, id: string, config: DataProxmoxUsersConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxUsers.tfResourceType, provider, shape }, config });
  }

  /** `users`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Ids: `alice@pve`. */
  get userIds(): string[] {
    return this.getListAttribute("user_ids");
  }

  /** Free text. */
  get comments(): string[] {
    return this.getListAttribute("comments");
  }

  /** Address. */
  get emails(): string[] {
    return this.getListAttribute("emails");
  }

  /** Whether it may log in. */
  get enabled(): BooleanList {
    return new BooleanList(this, "enabled", false);
  }

  /** When the account ends, as RFC 3339; 1970-01-01T00:00:00Z stands for never. */
  get expirationDates(): string[] {
    return this.getListAttribute("expiration_dates");
  }

  /** First name. */
  get firstNames(): string[] {
    return this.getListAttribute("first_names");
  }

  /** Groups of each. */
  get groups(): StringListList {
    return new StringListList(this, "groups", false);
  }

  /** Keys of the second factor, as PVE kept them before version 7. */
  get keys(): string[] {
    return this.getListAttribute("keys");
  }

  /** Last name. */
  get lastNames(): string[] {
    return this.getListAttribute("last_names");
  }
}
