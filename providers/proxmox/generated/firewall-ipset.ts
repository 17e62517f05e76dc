// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxFirewallIpsetConfigCidr {
  /** An address, a network or an alias. */
  readonly name: string;
  /** Free text. Default: `""`. */
  readonly comment?: string;
  /** Whether it is taken out of what the others say. Default: `false`. */
  readonly nomatch?: boolean | IResolvable;
}

export interface ProxmoxFirewallIpsetConfig extends TerraformMetaArguments {
  /** The node whose firewall is meant, or that the guest was made on. Unset: absent. */
  readonly nodeName?: string;
  /** The VM whose firewall is meant. Unset: absent. A change replaces the object. */
  readonly vmId?: number;
  /** The container whose firewall is meant. Unset: absent. A change replaces the object. */
  readonly containerId?: number;
  /** The name, which rules write with a `+` before it. A change replaces the object. */
  readonly name: string;
  /** Free text. Unset: absent. */
  readonly comment?: string;
  /** The addresses in it, all of them, in any order. Unset: absent. */
  readonly cidr?: readonly ProxmoxFirewallIpsetConfigCidr[];
}

const shape: Shape = { cidr: { kind: "blocks", inner: {} } };

/** A set of addresses with a name, for the rules of the cluster or of one guest. */
export class ProxmoxFirewallIpset extends GeneratedResource {
  static readonly tfResourceType = "proxmox_firewall_ipset";

  constructor(scope: Construct, id: string, config: ProxmoxFirewallIpsetConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxFirewallIpset.tfResourceType, provider, shape }, config });
  }

  /** The node whose firewall is meant, or that the guest was made on. Unset: absent. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The VM whose firewall is meant. Unset: absent. A change replaces the object. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }

  /** The container whose firewall is meant. Unset: absent. A change replaces the object. */
  get containerId(): number {
    return this.getNumberAttribute("container_id");
  }

  /** `{name}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The name, which rules write with a `+` before it. A change replaces the object. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** The addresses in it, all of them, in any order. Unset: absent. */
  get cidr(): IResolvable {
    return this.interpolationForAttribute("cidr");
  }
}
