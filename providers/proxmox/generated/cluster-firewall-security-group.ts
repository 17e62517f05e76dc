// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxClusterFirewallSecurityGroupConfigRule {
  /** What happens to a packet that matches. Unset: absent. */
  readonly action?: "ACCEPT" | "REJECT" | "DROP";
  /** Direction of the packets. Unset: absent. */
  readonly type?: "in" | "out" | "forward";
  /** Free text. Unset: absent. */
  readonly comment?: string;
  /** Destination: address, range, CIDR, alias or `+ipset`. Unset: absent. */
  readonly dest?: string;
  /** Destination ports: `22`, `80,443`, `8000:8100`. Needs `proto`. Unset: absent. */
  readonly dport?: string;
  /** Whether the rule is in force. Default: `true`. */
  readonly enabled?: boolean | IResolvable;
  /** Network interface: `net0` of a guest, `vmbr0` of a node. Unset: absent. */
  readonly iface?: string;
  /** Log level of matches. Unset: absent. */
  readonly log?: string;
  /** A macro such as `SSH`, instead of protocol and ports. Unset: absent. */
  readonly macro?: string;
  /** Protocol: `tcp`, `udp`, `icmp` and others. Unset: absent. */
  readonly proto?: string;
  /** A security group to insert here, instead of a rule. Unset: absent. */
  readonly securityGroup?: string;
  /** Source: address, range, CIDR, alias or `+ipset`. Unset: absent. */
  readonly source?: string;
  /** Source ports. Needs `proto`. Unset: absent. */
  readonly sport?: string;
}

export interface ProxmoxClusterFirewallSecurityGroupConfig extends TerraformMetaArguments {
  /** The group's name, by which rules insert it. A change replaces the object. */
  readonly name: string;
  /** Free text. Unset: absent. */
  readonly comment?: string;
  /** The rules of the group, all of them, in order. Unset: absent. */
  readonly rule?: readonly ProxmoxClusterFirewallSecurityGroupConfigRule[];
}

const shape: Shape = { rule: { kind: "blocks", inner: {} } };

/** A list of firewall rules with a name, to be inserted into the rules of guests, nodes and the cluster. */
export class ProxmoxClusterFirewallSecurityGroup extends GeneratedResource {
  static readonly tfResourceType = "proxmox_cluster_firewall_security_group";

  constructor(scope: Construct, id: string, config: ProxmoxClusterFirewallSecurityGroupConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxClusterFirewallSecurityGroup.tfResourceType, provider, shape }, config });
  }

  /** `{name}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The group's name, by which rules insert it. A change replaces the object. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** The rules of the group, all of them, in order. Unset: absent. */
  get rule(): IResolvable {
    return this.interpolationForAttribute("rule");
  }
}
