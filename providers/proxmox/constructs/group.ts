import { Construct } from "constructs";

import { ProxmoxGroup } from "../generated/group.js";
import type { IGroup } from "./group-reference.js";
import type { IPrincipal, NamedPrincipal } from "./principal.js";
import { metaOf, type ResourceProps } from "./resource-props.js";

export interface GroupProps extends ResourceProps {
  /** Its name; the construct's id if not said. Another one later makes another group. */
  readonly groupId?: string;
  /** Free text. None if not said. */
  readonly comment?: string;
}

/** A group of users. Who is in it is said by the users: `new User(..., { groups: [admins] })`. */
export class Group extends Construct implements IPrincipal, IGroup {
  readonly group: ProxmoxGroup;

  constructor(scope: Construct, id: string, props: GroupProps = {}) {
    super(scope, id);
    const { groupId = id, comment } = props;
    this.group = new ProxmoxGroup(this, "Resource", { ...metaOf(this, props), groupId, comment });
    this.node.defaultChild = this.group;
  }

  get groupId(): string {
    return this.group.groupId;
  }

  get principal(): NamedPrincipal {
    return { group: this.group.groupId };
  }
}
