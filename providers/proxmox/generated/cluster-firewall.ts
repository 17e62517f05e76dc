// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxClusterFirewallConfigLogRatelimit {
  /** Whether there is a limit; true if unset where one of the others is set. */
  readonly enabled?: boolean | IResolvable;
  /** How many are logged before the limit is applied. Unset: left as it is. */
  readonly burst?: number;
  /** How many are logged in a time. Unset: left as it is. */
  readonly rate?: string;
}

export interface ProxmoxClusterFirewallConfig extends TerraformMetaArguments {
  /** Whether the firewall works at all, on every node and guest. Unset: left as it is. */
  readonly enabled?: boolean | IResolvable;
  /** Whether frames are filtered, too. Unset: left as it is. */
  readonly ebtables?: boolean | IResolvable;
  /** What happens to packets that come in where no rule matches. Unset: left as it is. */
  readonly inputPolicy?: "ACCEPT" | "REJECT" | "DROP";
  /** What happens to packets that go out where no rule matches. Unset: left as it is. */
  readonly outputPolicy?: "ACCEPT" | "REJECT" | "DROP";
  /** What happens to packets that pass where no rule matches. Unset: left as it is. */
  readonly forwardPolicy?: "ACCEPT" | "DROP";
  /** How much is logged. Unset: left as it is. */
  readonly logRatelimit?: ProxmoxClusterFirewallConfigLogRatelimit;
}

const shape: Shape = { logRatelimit: { kind: "blocks", inner: {} } };

/** The options of the cluster's firewall. Removing the resource puts back what was there before. */
export class ProxmoxClusterFirewall extends GeneratedResource {
  static readonly tfResourceType = "proxmox_cluster_firewall";

  constructor(scope: Construct, id: string, config: ProxmoxClusterFirewallConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxClusterFirewall.tfResourceType, provider, shape }, config });
  }

  /** `cluster-firewall`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Whether the firewall works at all, on every node and guest. Unset: left as it is. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /** Whether frames are filtered, too. Unset: left as it is. */
  get ebtables(): IResolvable {
    return this.getBooleanAttribute("ebtables");
  }

  /** What happens to packets that come in where no rule matches. Unset: left as it is. */
  get inputPolicy(): string {
    return this.getStringAttribute("input_policy");
  }

  /** What happens to packets that go out where no rule matches. Unset: left as it is. */
  get outputPolicy(): string {
    return this.getStringAttribute("output_policy");
  }

  /** What happens to packets that pass where no rule matches. Unset: left as it is. */
  get forwardPolicy(): string {
    return this.getStringAttribute("forward_policy");
  }

  /** How much is logged. Unset: left as it is. */
  get logRatelimit(): IResolvable {
    return this.interpolationForAttribute("log_ratelimit");
  }
}
