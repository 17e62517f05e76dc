// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxNodeConfig extends TerraformMetaArguments {
  /** The node. */
  readonly nodeName: string;
}

const shape: Shape = {};

/** One node: what it has, and how much of it is in use. */
export class DataProxmoxNode extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_node";

  constructor(scope: Construct, id: string, config: DataProxmoxNodeConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxNode.tfResourceType, provider, shape }, config });
  }

  /** `{node_name}`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** Cores, all sockets together. */
  get cpuCores(): number {
    return this.getNumberAttribute("cpu_cores");
  }

  /** Logical processors. */
  get cpuCount(): number {
    return this.getNumberAttribute("cpu_count");
  }

  /** The model of the processors. */
  get cpuModel(): string {
    return this.getStringAttribute("cpu_model");
  }

  /** Sockets. */
  get cpuSockets(): number {
    return this.getNumberAttribute("cpu_sockets");
  }

  /** The share of the processors in use, between 0 and 1. */
  get cpuUtilization(): number {
    return this.getNumberAttribute("cpu_utilization");
  }

  /** Free memory, in bytes. */
  get memoryAvailable(): number {
    return this.getNumberAttribute("memory_available");
  }

  /** All memory, in bytes. */
  get memoryTotal(): number {
    return this.getNumberAttribute("memory_total");
  }

  /** Memory in use, in bytes. */
  get memoryUsed(): number {
    return this.getNumberAttribute("memory_used");
  }

  /** Seconds since the start. */
  get uptime(): number {
    return this.getNumberAttribute("uptime");
  }
}
