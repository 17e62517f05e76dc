// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxFirewallRulesConfigRule {
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

export interface ProxmoxFirewallRulesConfig extends TerraformMetaArguments {
  /** The scope: `cluster`, `node/pve1`, `vm/100`, `container/101`. Unset: chosen when the object is made. A change replaces the object. */
  readonly id?: string;
  /** The node whose firewall is meant, or that the guest was made on. Unset: absent. */
  readonly nodeName?: string;
  /** The VM whose firewall is meant. Unset: absent. */
  readonly vmId?: number;
  /** The container whose firewall is meant. Unset: absent. */
  readonly containerId?: number;
  /** The rules of the scope, all of them, in order. Unset: absent. */
  readonly rule?: readonly ProxmoxFirewallRulesConfigRule[];
}

const shape: Shape = { rule: { kind: "blocks", inner: {} } };

/** All firewall rules of the cluster, a node or a guest, as one document in order. Only what differs is moved, changed, inserted or removed. */
export class ProxmoxFirewallRules extends GeneratedResource {
  static readonly tfResourceType = "proxmox_firewall_rules";

  constructor(scope: Construct, id: string, config: ProxmoxFirewallRulesConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxFirewallRules.tfResourceType, provider, shape }, config });
  }

  /** The scope: `cluster`, `node/pve1`, `vm/100`, `container/101`. Unset: chosen when the object is made. A change replaces the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node whose firewall is meant, or that the guest was made on. Unset: absent. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The VM whose firewall is meant. Unset: absent. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }

  /** The container whose firewall is meant. Unset: absent. */
  get containerId(): number {
    return this.getNumberAttribute("container_id");
  }

  /** The rules of the scope, all of them, in order. Unset: absent. */
  get rule(): IResolvable {
    return this.interpolationForAttribute("rule");
  }
}
