// Generated from the definitions by `npm run generate`. Do not edit.

import { BooleanList, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxNodesConfig extends TerraformMetaArguments {

}

const shape: Shape = {};

/** All nodes of the cluster by name, those that are down included: lists of equal length and order. */
export class DataProxmoxNodes extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_nodes";

  constructor(scope: Construct, id: string, config: DataProxmoxNodesConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxNodes.tfResourceType, provider, shape }, config });
  }

  /** `nodes`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Names. */
  get names(): string[] {
    return this.getListAttribute("names");
  }

  /** Whether each is online. */
  get online(): BooleanList {
    return new BooleanList(this, "online", false);
  }

  /** Logical processors; 1 of a node that is down. */
  get cpuCount(): number[] {
    return this.getNumberListAttribute("cpu_count");
  }

  /** The share of the processors in use, between 0 and 1. */
  get cpuUtilization(): number[] {
    return this.getNumberListAttribute("cpu_utilization");
  }

  /** Memory that each has, in bytes. */
  get memoryAvailable(): number[] {
    return this.getNumberListAttribute("memory_available");
  }

  /** Memory in use, in bytes. */
  get memoryUsed(): number[] {
    return this.getNumberListAttribute("memory_used");
  }

  /** Seconds since the start. */
  get uptime(): number[] {
    return this.getNumberListAttribute("uptime");
  }

  /** SHA-256 fingerprints of the certificates. */
  get sslFingerprints(): string[] {
    return this.getListAttribute("ssl_fingerprints");
  }

  /** Levels of the subscriptions: `c`, `b`, `s`, `p`, or empty. */
  get supportLevels(): string[] {
    return this.getListAttribute("support_levels");
  }
}
