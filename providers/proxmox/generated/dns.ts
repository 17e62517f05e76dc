// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxDnsConfig extends TerraformMetaArguments {
  /** The node. A change replaces the object. */
  readonly nodeName: string;
  /** The domain in which short names are searched. */
  readonly domain: string;
  /** Addresses of up to three servers, in order. Unset: absent. */
  readonly servers?: readonly string[];
}

const shape: Shape = {};

/** Where a node looks up names. Removing the resource puts back what was there before. */
export class ProxmoxDns extends GeneratedResource {
  static readonly tfResourceType = "proxmox_dns";

  constructor(scope: Construct, id: string, config: ProxmoxDnsConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxDns.tfResourceType, provider, shape }, config });
  }

  /** `{node_name}_dns`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node. A change replaces the object. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The domain in which short names are searched. */
  get domain(): string {
    return this.getStringAttribute("domain");
  }

  /** Addresses of up to three servers, in order. Unset: absent. */
  get servers(): string[] {
    return this.getListAttribute("servers");
  }
}
