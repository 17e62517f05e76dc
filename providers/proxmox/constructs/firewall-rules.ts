import { Construct } from "constructs";

import {
  ProxmoxFirewallRules,
  type ProxmoxFirewallRulesConfig,
  type ProxmoxFirewallRulesConfigRule,
} from "../generated/firewall-rules.js";
import { firewallRuleProblems } from "./firewall-rule-problems.js";
import type { IGuest } from "./guest-references.js";
import { metaOf, type ResourceProps } from "./resource-props.js";
import { SecurityGroup } from "./security-group.js";

export interface FirewallRulesProps extends ResourceProps {
  /** Whose rules these are: a guest, a node by name, or the whole cluster. */
  readonly on: IGuest | { readonly node: string } | "cluster";
  /** All rules, in order; a security group stands for its own. */
  readonly rules: readonly (ProxmoxFirewallRulesConfigRule | SecurityGroup)[];
}

/** All firewall rules of a guest, a node or the cluster. */
export class FirewallRules extends Construct {
  readonly rules: ProxmoxFirewallRules;

  constructor(scope: Construct, id: string, props: FirewallRulesProps) {
    super(scope, id);
    const { on } = props;
    const rules = props.rules.map((rule) =>
      rule instanceof SecurityGroup ? { securityGroup: rule.groupName } : rule,
    );
    this.node.addValidation({ validate: () => firewallRuleProblems(rules) });
    this.rules = new ProxmoxFirewallRules(this, "Resource", {
      ...metaOf(this, props),
      ...scopeOf(on),
      rule: rules,
    });
    this.node.defaultChild = this.rules;
  }
}

function scopeOf(
  on: FirewallRulesProps["on"],
): Pick<ProxmoxFirewallRulesConfig, "nodeName" | "vmId" | "containerId"> {
  if (on === "cluster") return {};
  if (!("vmid" in on)) return { nodeName: on.node };
  const { guestType, nodeName, vmid } = on;
  return { nodeName, ...(guestType === "lxc" ? { containerId: vmid } : { vmId: vmid }) };
}
