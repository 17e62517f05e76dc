import { Construct } from "constructs";

import {
  ProxmoxFirewallRules,
  type ProxmoxFirewallRulesConfig,
  type ProxmoxFirewallRulesConfigRule,
} from "../generated/firewall-rules.js";
import type { IGuest } from "./guest-references.js";
import { metaOf, type ResourceProps } from "./resource-props.js";

export interface FirewallRulesProps extends ResourceProps {
  /** Whose rules these are: a guest, a node by name, or the whole cluster. */
  readonly on: IGuest | { readonly node: string } | "cluster";
  /** All rules, in order. */
  readonly rules: readonly ProxmoxFirewallRulesConfigRule[];
}

/** All firewall rules of a guest, a node or the cluster. */
export class FirewallRules extends Construct {
  readonly rules: ProxmoxFirewallRules;

  constructor(scope: Construct, id: string, props: FirewallRulesProps) {
    super(scope, id);
    const { on, rules } = props;
    this.node.addValidation({ validate: () => problemsOf(rules) });
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

function problemsOf(rules: FirewallRulesProps["rules"]): string[] {
  return rules.flatMap((rule, index) => {
    const isGroup = rule.securityGroup !== undefined;
    const needsProtocol =
      (rule.dport !== undefined || rule.sport !== undefined) &&
      rule.proto === undefined &&
      rule.macro === undefined;
    return [
      ...(!isGroup && (rule.type === undefined || rule.action === undefined)
        ? [`rules[${index}]: say type and action, or a securityGroup`]
        : []),
      ...(needsProtocol ? [`rules[${index}]: ports need a protocol (proto: "tcp") or a macro`] : []),
    ];
  });
}
