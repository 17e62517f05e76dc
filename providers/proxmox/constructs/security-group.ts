import { Construct } from "constructs";

import { ProxmoxClusterFirewallSecurityGroup } from "../generated/cluster-firewall-security-group.js";
import type { ProxmoxFirewallRulesConfigRule } from "../generated/firewall-rules.js";
import { firewallRuleProblems } from "./firewall-rule-problems.js";
import { metaOf, type ResourceProps } from "./resource-props.js";

export interface SecurityGroupProps extends ResourceProps {
  /** Its name, of 2 to 18 small letters and digits; the construct's id if not said. Another one later makes another group. */
  readonly groupName?: string;
  /** Free text. None if not said. */
  readonly comment?: string;
  /** All rules, in order. */
  readonly rules: readonly ProxmoxFirewallRulesConfigRule[];
}

/** Rules with a name, to stand among other rules: `new FirewallRules(..., { rules: [web] })`. */
export class SecurityGroup extends Construct {
  readonly group: ProxmoxClusterFirewallSecurityGroup;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const { groupName = id, comment, rules } = props;
    this.node.addValidation({ validate: () => firewallRuleProblems(rules) });
    this.group = new ProxmoxClusterFirewallSecurityGroup(this, "Resource", {
      ...metaOf(this, props),
      name: groupName,
      comment,
      rule: rules,
    });
    this.node.defaultChild = this.group;
  }

  get groupName(): string {
    return this.group.name;
  }
}
