// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Secret } from "../../../lib/constructs/secret.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxUserConfig extends TerraformMetaArguments {
  /** The user: `alice@pve`. A change replaces the object. */
  readonly userId: string;
  /** Free text. Unset: absent. */
  readonly comment?: string;
  /** Where mail goes. Unset: absent. */
  readonly email?: string;
  /** Whether the user may log in. Default: `true`. */
  readonly enabled?: boolean | IResolvable;
  /** When the account ends, as RFC 3339. Never if not said. */
  readonly expirationDate?: string;
  /** First name. Unset: absent. */
  readonly firstName?: string;
  /** Last name. Unset: absent. */
  readonly lastName?: string;
  /** The groups that the user is in, all of them. Unset: absent. */
  readonly groups?: readonly string[];
  /** Keys of a second factor, as the realm has them. Unset: absent. */
  readonly keys?: string;
  /** The password. Needs a login with a password, since tokens may not set any; taking it out leaves it as it is. Unset: absent. Secret. */
  readonly password?: string | Secret;
}

const shape: Shape = { password: { kind: "secret" } };

/** A user of a realm. Only those of the realm `pve` have a password here, those of `pam` have it on the nodes. */
export class ProxmoxUser extends GeneratedResource {
  static readonly tfResourceType = "proxmox_user";

  constructor(scope: Construct, id: string, config: ProxmoxUserConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxUser.tfResourceType, provider, shape }, config });
  }

  /** `{user_id}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The user: `alice@pve`. A change replaces the object. */
  get userId(): string {
    return this.getStringAttribute("user_id");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** Where mail goes. Unset: absent. */
  get email(): string {
    return this.getStringAttribute("email");
  }

  /** Whether the user may log in. Default: `true`. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /** When the account ends, as RFC 3339. Never if not said. */
  get expirationDate(): string {
    return this.getStringAttribute("expiration_date");
  }

  /** First name. Unset: absent. */
  get firstName(): string {
    return this.getStringAttribute("first_name");
  }

  /** Last name. Unset: absent. */
  get lastName(): string {
    return this.getStringAttribute("last_name");
  }

  /** The groups that the user is in, all of them. Unset: absent. */
  get groups(): string[] {
    return this.getListAttribute("groups");
  }

  /** Keys of a second factor, as the realm has them. Unset: absent. */
  get keys(): string {
    return this.getStringAttribute("keys");
  }

  /** The password. Needs a login with a password, since tokens may not set any; taking it out leaves it as it is. Unset: absent. Secret. */
  get password(): string {
    return this.getStringAttribute("password");
  }
}
