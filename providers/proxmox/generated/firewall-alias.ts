// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxFirewallAliasConfig extends TerraformMetaArguments {
  /** The node whose firewall is meant, or that the guest was made on. Unset: absent. */
  readonly nodeName?: string;
  /** The VM whose firewall is meant. Unset: absent. A change replaces the object. */
  readonly vmId?: number;
  /** The container whose firewall is meant. Unset: absent. A change replaces the object. */
  readonly containerId?: number;
  /** The name that rules use; capital and small letters are the same. A change replaces the object. */
  readonly name: string;
  /** The address or network. */
  readonly cidr: string;
  /** Free text. Unset: absent. */
  readonly comment?: string;
}

const shape: Shape = {};

/** A name for an address or a network, for the rules of the cluster or of one guest. */
export class ProxmoxFirewallAlias extends GeneratedResource {
  static readonly tfResourceType = "proxmox_firewall_alias";

  constructor(scope: Construct, id: string, config: ProxmoxFirewallAliasConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxFirewallAlias.tfResourceType, provider, shape }, config });
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

  /** The name that rules use; capital and small letters are the same. A change replaces the object. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** The address or network. */
  get cidr(): string {
    return this.getStringAttribute("cidr");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }
}
