import { Construct } from "constructs";

import { ProxmoxUserToken } from "../generated/user-token.js";
import type { IPrincipal, NamedPrincipal } from "./principal.js";
import { metaOf, type ResourceProps } from "./resource-props.js";
import type { User } from "./user.js";

export interface ApiTokenProps extends ResourceProps {
  /** Whose token it is: a `User`, or one that exists by name and realm: `"ci@pve"`. */
  readonly user: User | string;
  /** Its name; the construct's id if not said. Another one later makes another token. */
  readonly tokenName?: string;
  /** Free text. None if not said. */
  readonly comment?: string;
  /** When it ends, as RFC 3339. Never if not said. */
  readonly expirationDate?: string;
  /** Whether it may all that its user may. Only what it is granted itself, and its user may too, if not said. */
  readonly allOfItsUser?: boolean;
}

/** An API token: a login for programs. Proxmox VE tells its secret once, so it stands in the state. */
export class ApiToken extends Construct implements IPrincipal {
  readonly token: ProxmoxUserToken;

  constructor(scope: Construct, id: string, props: ApiTokenProps) {
    super(scope, id);
    const { user, tokenName = id, comment, expirationDate, allOfItsUser } = props;
    this.token = new ProxmoxUserToken(this, "Resource", {
      ...metaOf(this, props),
      userId: typeof user === "string" ? user : user.userId,
      tokenName,
      comment,
      expirationDate,
      privilegesSeparation: allOfItsUser === undefined ? undefined : !allOfItsUser,
    });
    this.node.defaultChild = this.token;
  }

  /** The whole token as clients send it, `ci@pve!deploy=...`: a secret. */
  get value(): string {
    return this.token.value;
  }

  get principal(): NamedPrincipal {
    return { token: this.token.id };
  }
}
