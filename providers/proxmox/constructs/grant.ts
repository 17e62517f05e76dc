import { Construct } from "constructs";

import { ProxmoxAcl } from "../generated/acl.js";
import { aclPathOf, targetLabel, targetProblems, type GrantTarget } from "./grant-target.js";
import { principalConfig, principalLabel, principalProblems, type Principal } from "./principal.js";
import { metaOf, type ResourceProps } from "./resource-props.js";
import { roleIdOf, roleLabel, type RoleReference } from "./role-reference.js";

export interface GrantOptions extends ResourceProps {
  /** Whether the role also holds for what lies below; it does if not said. */
  readonly propagate?: boolean;
}

export interface GrantProps extends GrantOptions {
  readonly role: RoleReference;
  readonly to: Principal;
  readonly on: GrantTarget;
}

/** A role granted to somebody on something: an entry in Proxmox VE's access control list. */
export class Grant extends Construct {
  readonly acl: ProxmoxAcl;
  readonly #propagate: boolean;

  constructor(scope: Construct, id: string, props: GrantProps) {
    super(scope, id);
    const { role, to, on, propagate } = props;
    this.node.addValidation({ validate: () => [...principalProblems(to), ...targetProblems(on)] });
    this.#propagate = propagate ?? true;
    this.acl = new ProxmoxAcl(this, "Resource", {
      ...metaOf(this, props),
      path: aclPathOf(on),
      roleId: roleIdOf(role),
      ...principalConfig(to),
      propagate,
    });
    this.node.defaultChild = this.acl;
  }

  /**
   * The grant of these three below a construct, made where there is none yet. Its id tells them, and nothing that
   * changes from one synthesis to the next.
   */
  static of(scope: Construct, props: GrantProps): Grant {
    const { role, to, on, propagate = true } = props;
    const id = [
      ...(role === scope ? [] : [roleLabel(scope, role)]),
      principalLabel(scope, to),
      ...(on === scope ? [] : ["on", targetLabel(scope, on)]),
    ].join(" ");
    const known = scope.node.tryFindChild(id);
    if (!(known instanceof Grant)) return new Grant(scope, id, props);
    if (known.#propagate !== propagate)
      known.node.addValidation({
        validate: () => ["it is granted twice, once with what lies below and once without: decide for one"],
      });
    return known;
  }
}
