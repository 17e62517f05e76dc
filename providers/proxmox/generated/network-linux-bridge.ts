// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxNetworkLinuxBridgeConfig extends TerraformMetaArguments {
  /** The node. A change replaces the object. */
  readonly nodeName: string;
  /** The bridge's name: `vmbr1`. A change replaces the object. */
  readonly name: string;
  /** The node's IPv4 address on the bridge, with its network. Unset: absent. */
  readonly address?: string;
  /** The node's default gateway. Unset: absent. */
  readonly gateway?: string;
  /** The node's IPv6 address on the bridge, with its network. Unset: absent. */
  readonly address6?: string;
  /** The node's default gateway for IPv6. Unset: absent. */
  readonly gateway6?: string;
  /** Whether the bridge comes up with the node. Default: `true`. */
  readonly autostart?: boolean | IResolvable;
  /** Free text. Unset: absent. */
  readonly comment?: string;
  /** The largest packet, in bytes; that of the ports if not said. */
  readonly mtu?: number;
  /** The interfaces that are plugged into it. Unset: absent. */
  readonly ports?: readonly string[];
  /** Whether guests choose their VLAN on it. Unset: left as it is. */
  readonly vlanAware?: boolean | IResolvable;
  /** The VLANs that pass, `2-4094` if not said. Needs `vlan_aware`. */
  readonly vids?: string;
  /** Seconds after which applying is no longer waited for. Default: `100`. */
  readonly timeoutReload?: number;
}

const shape: Shape = {};

/** A bridge of a node, which guests and network cards are plugged into. A change is staged and applied at once; what can't be applied is dropped. */
export class ProxmoxNetworkLinuxBridge extends GeneratedResource {
  static readonly tfResourceType = "proxmox_network_linux_bridge";

  constructor(scope: Construct, id: string, config: ProxmoxNetworkLinuxBridgeConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxNetworkLinuxBridge.tfResourceType, provider, shape }, config });
  }

  /** `{node_name}:{name}`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node. A change replaces the object. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The bridge's name: `vmbr1`. A change replaces the object. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** The node's IPv4 address on the bridge, with its network. Unset: absent. */
  get address(): string {
    return this.getStringAttribute("address");
  }

  /** The node's default gateway. Unset: absent. */
  get gateway(): string {
    return this.getStringAttribute("gateway");
  }

  /** The node's IPv6 address on the bridge, with its network. Unset: absent. */
  get address6(): string {
    return this.getStringAttribute("address6");
  }

  /** The node's default gateway for IPv6. Unset: absent. */
  get gateway6(): string {
    return this.getStringAttribute("gateway6");
  }

  /** Whether the bridge comes up with the node. Default: `true`. */
  get autostart(): IResolvable {
    return this.getBooleanAttribute("autostart");
  }

  /** Free text. Unset: absent. */
  get comment(): string {
    return this.getStringAttribute("comment");
  }

  /** The largest packet, in bytes; that of the ports if not said. */
  get mtu(): number {
    return this.getNumberAttribute("mtu");
  }

  /** The interfaces that are plugged into it. Unset: absent. */
  get ports(): string[] {
    return this.getListAttribute("ports");
  }

  /** Whether guests choose their VLAN on it. Unset: left as it is. */
  get vlanAware(): IResolvable {
    return this.getBooleanAttribute("vlan_aware");
  }

  /** The VLANs that pass, `2-4094` if not said. Needs `vlan_aware`. */
  get vids(): string {
    return this.getStringAttribute("vids");
  }

  /** Seconds after which applying is no longer waited for. Default: `100`. */
  get timeoutReload(): number {
    return this.getNumberAttribute("timeout_reload");
  }
}
