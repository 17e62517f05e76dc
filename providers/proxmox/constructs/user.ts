import { Construct } from "constructs";

import type { Secret } from "../../../lib/constructs/secret.js";
import { ProxmoxUser } from "../generated/user.js";
import { groupIdOf, type GroupReference } from "./group-reference.js";
import type { IPrincipal, NamedPrincipal } from "./principal.js";
import { metaOf, type ResourceProps } from "./resource-props.js";

export interface UserProps extends ResourceProps {
  /** Name and realm: `"alice@pve"`. Another one later makes another user. */
  readonly userId: string;
  /** Free text. None if not said. */
  readonly comment?: string;
  /** Where mail goes. None if not said. */
  readonly email?: string;
  /** First name. None if not said. */
  readonly firstName?: string;
  /** Last name. None if not said. */
  readonly lastName?: string;
  /** Whether the user may log in. It may if not said. */
  readonly enabled?: boolean;
  /** When the account ends, as RFC 3339: `"2030-01-01T00:00:00Z"`. Never if not said. */
  readonly expirationDate?: string;
  /** All groups that the user is in. None if not said. */
  readonly groups?: readonly GroupReference[];
  /** Only in the realm `pve`, and only where we log in with a password: tokens may not set any. None if not said. */
  readonly password?: Secret;
}

/** A user of Proxmox VE. */
export class User extends Construct implements IPrincipal {
  readonly user: ProxmoxUser;

  constructor(scope: Construct, id: string, props: UserProps) {
    super(scope, id);
    const { groups, provider, dependsOn, lifecycle, ...same } = props;
    this.user = new ProxmoxUser(this, "Resource", {
      ...metaOf(this, { provider, dependsOn, lifecycle }),
      ...same,
      groups: groups?.map(groupIdOf),
    });
    this.node.defaultChild = this.user;
  }

  /** Name and realm: `alice@pve`. */
  get userId(): string {
    return this.user.userId;
  }

  get principal(): NamedPrincipal {
    return { user: this.user.userId };
  }
}
