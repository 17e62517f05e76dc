// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxUserTokenConfig extends TerraformMetaArguments {
  /** The user that the token belongs to: `user@realm`. A change replaces the object. */
  readonly userId: string;
  /** The token's name. A change replaces the object. */
  readonly tokenName: string;
  /** Free text. Unset: absent. */
  readonly comment?: string;
  /** When it ends, as RFC 3339. Never if not said. */
  readonly expirationDate?: string;
  /** Whether it needs ACLs of its own; otherwise it may what its user may. Default: `true`. */
  readonly privilegesSeparation?: boolean | IResolvable;
}

const shape: Shape = {};

/** An API token of a user. Proxmox VE tells its secret once, so it is kept in the state. */
export class ProxmoxUserToken extends GeneratedResource {
  static readonly tfResourceType = "proxmox_user_token";

  constructor(scope: Construct, id: string, config: ProxmoxUserTokenConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxUserToken.tfResourceType, provider, shape }, config });
  }

  /** `{user_id}!{token_name}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The user that the token belongs to: `user@realm`. A change replaces the object. */
  get userId(): string {
    return this.getStringAttribute("user_id");
  }

  /** The token's name. A change replaces the object. */
  get tokenName(): string {
    return this.getStringAttribute("token_name");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** When it ends, as RFC 3339. Never if not said. */
  get expirationDate(): string {
    return this.getStringAttribute("expiration_date");
  }

  /** Whether it needs ACLs of its own; otherwise it may what its user may. Default: `true`. */
  get privilegesSeparation(): IResolvable {
    return this.getBooleanAttribute("privileges_separation");
  }

  /** The whole token, `user@realm!name=secret`, as clients send it. Told by the object. Secret. */
  get value(): string {
    return this.getStringAttribute("value");
  }
}
