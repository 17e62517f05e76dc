// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxFirewallOptionsConfig extends TerraformMetaArguments {
  /** The node that the guest was made on. */
  readonly nodeName: string;
  /** The VM whose firewall is meant. Unset: absent. A change replaces the object. */
  readonly vmId?: number;
  /** The container whose firewall is meant. Unset: absent. A change replaces the object. */
  readonly containerId?: number;
  /** Whether the guest's firewall works. Default: `false`. */
  readonly enabled?: boolean | IResolvable;
  /** Whether the guest may ask for an address by DHCP. Default: `false`. */
  readonly dhcp?: boolean | IResolvable;
  /** What happens to packets that come in where no rule matches. Default: `"DROP"`. */
  readonly inputPolicy?: "ACCEPT" | "REJECT" | "DROP";
  /** What happens to packets that go out where no rule matches. Default: `"ACCEPT"`. */
  readonly outputPolicy?: "ACCEPT" | "REJECT" | "DROP";
  /** Whether each interface may only use the addresses in its set `ipfilter-net0`; not if not said. */
  readonly ipfilter?: boolean | IResolvable;
  /** How much is logged of packets that come in. Default: `"nolog"`. */
  readonly logLevelIn?: "emerg" | "alert" | "crit" | "err" | "warning" | "notice" | "info" | "debug" | "nolog";
  /** How much is logged of packets that go out. Default: `"nolog"`. */
  readonly logLevelOut?: "emerg" | "alert" | "crit" | "err" | "warning" | "notice" | "info" | "debug" | "nolog";
  /** Whether packets with another MAC address than the interface's are dropped. Default: `true`. */
  readonly macfilter?: boolean | IResolvable;
  /** Whether the guest may find its neighbours by IPv6. Default: `false`. */
  readonly ndp?: boolean | IResolvable;
  /** Whether the guest may send router advertisements. Default: `true`. */
  readonly radv?: boolean | IResolvable;
}

const shape: Shape = {};

/** The options of one guest's firewall, all of them. Removing the resource puts back what was there before. */
export class ProxmoxFirewallOptions extends GeneratedResource {
  static readonly tfResourceType = "proxmox_firewall_options";

  constructor(scope: Construct, id: string, config: ProxmoxFirewallOptionsConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxFirewallOptions.tfResourceType, provider, shape }, config });
  }

  /** The node that the guest was made on. */
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

  /** `vm/{vm_id} | container/{container_id}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Whether the guest's firewall works. Default: `false`. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /** Whether the guest may ask for an address by DHCP. Default: `false`. */
  get dhcp(): IResolvable {
    return this.getBooleanAttribute("dhcp");
  }

  /** What happens to packets that come in where no rule matches. Default: `"DROP"`. */
  get inputPolicy(): string {
    return this.getStringAttribute("input_policy");
  }

  /** What happens to packets that go out where no rule matches. Default: `"ACCEPT"`. */
  get outputPolicy(): string {
    return this.getStringAttribute("output_policy");
  }

  /** Whether each interface may only use the addresses in its set `ipfilter-net0`; not if not said. */
  get ipfilter(): IResolvable {
    return this.getBooleanAttribute("ipfilter");
  }

  /** How much is logged of packets that come in. Default: `"nolog"`. */
  get logLevelIn(): string {
    return this.getStringAttribute("log_level_in");
  }

  /** How much is logged of packets that go out. Default: `"nolog"`. */
  get logLevelOut(): string {
    return this.getStringAttribute("log_level_out");
  }

  /** Whether packets with another MAC address than the interface's are dropped. Default: `true`. */
  get macfilter(): IResolvable {
    return this.getBooleanAttribute("macfilter");
  }

  /** Whether the guest may find its neighbours by IPv6. Default: `false`. */
  get ndp(): IResolvable {
    return this.getBooleanAttribute("ndp");
  }

  /** Whether the guest may send router advertisements. Default: `true`. */
  get radv(): IResolvable {
    return this.getBooleanAttribute("radv");
  }
}
