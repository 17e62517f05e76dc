// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectMap } from "../../../../lib/constructs/object-map.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxVmConfigTimeouts {
  /** How long reading may take. */
  readonly read?: string;
}

export interface DataProxmoxVmConfig extends TerraformMetaArguments {
  /** Its number. */
  readonly id: number;
  /** The node that it is on. */
  readonly nodeName: string;
  /** Kept for compatibility: a request has a time limit of its own. */
  readonly timeouts?: DataProxmoxVmConfigTimeouts;
}

const shape: Shape = { timeouts: { kind: "nested", inner: {} } };

/** Processors. What the configuration doesn't say is null. */
export class DataProxmoxVmCpu extends ComplexObject {
  /** Host processors that it runs on: `0-3,8`. */
  get affinity(): string {
    return this.getStringAttribute("affinity");
  }

  /** The emulated architecture. */
  get architecture(): string {
    return this.getStringAttribute("architecture");
  }

  /** Cores of each socket. */
  get cores(): number {
    return this.getNumberAttribute("cores");
  }

  /** Flags of the processor that are switched, each with `+` or `-`. */
  get flags(): string[] {
    return this.getListAttribute("flags");
  }

  /** Processors that it may use; 0 for all. */
  get limit(): number {
    return this.getNumberAttribute("limit");
  }

  /** Whether it has NUMA. */
  get numa(): IResolvable {
    return this.getBooleanAttribute("numa");
  }

  /** Sockets. */
  get sockets(): number {
    return this.getNumberAttribute("sockets");
  }

  /** The emulated type. */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** Weight against other guests. */
  get units(): number {
    return this.getNumberAttribute("units");
  }

  /** Processors plugged when it starts. */
  get vcpus(): number {
    return this.getNumberAttribute("vcpus");
  }
}

/** The random number generator. */
export class DataProxmoxVmRng extends ComplexObject {
  /** The device that entropy comes from. */
  get source(): string {
    return this.getStringAttribute("source");
  }

  /** Bytes for each period. */
  get maxBytes(): number {
    return this.getNumberAttribute("max_bytes");
  }

  /** The period in milliseconds. */
  get period(): number {
    return this.getNumberAttribute("period");
  }
}

/** The display. */
export class DataProxmoxVmVga extends ComplexObject {
  /** The clipboard. */
  get clipboard(): string {
    return this.getStringAttribute("clipboard");
  }

  /** Memory in MiB. */
  get memory(): number {
    return this.getNumberAttribute("memory");
  }

  /** The display. */
  get type(): string {
    return this.getStringAttribute("type");
  }
}

/** CD drives by slot. */
export class DataProxmoxVmCdrom extends ComplexObject {
  /** The image, `cdrom` for the host's drive, or `none`. */
  get fileId(): string {
    return this.getStringAttribute("file_id");
  }
}

/** One virtual machine with its configuration. */
export class DataProxmoxVm extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_vm";

  constructor(scope: Construct, id: string, config: DataProxmoxVmConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxVm.tfResourceType, provider, shape }, config });
  }

  /** Its number. */
  get id(): number {
    return this.getNumberAttribute("id");
  }

  /** The node that it is on. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** `running` or `stopped`; `unknown` where its node is down. */
  get status(): string {
    return this.getStringAttribute("status");
  }

  /** Its notes. */
  get description(): string {
    return this.getStringAttribute("description");
  }

  /** Its name. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Whether it is a template. */
  get template(): IResolvable {
    return this.getBooleanAttribute("template");
  }

  /** Its tags. */
  get tags(): string[] {
    return this.getListAttribute("tags");
  }

  /** Processors. What the configuration doesn't say is null. */
  get cpu(): DataProxmoxVmCpu {
    return new DataProxmoxVmCpu(this, "cpu", false);
  }

  /** The random number generator. */
  get rng(): DataProxmoxVmRng {
    return new DataProxmoxVmRng(this, "rng", false);
  }

  /** The display. */
  get vga(): DataProxmoxVmVga {
    return new DataProxmoxVmVga(this, "vga", false);
  }

  /** CD drives by slot. */
  get cdrom(): ObjectMap<DataProxmoxVmCdrom> {
    return new ObjectMap(this, { attribute: "cdrom", element: DataProxmoxVmCdrom });
  }

  /** Kept for compatibility: a request has a time limit of its own. */
  get timeouts(): IResolvable {
    return this.interpolationForAttribute("timeouts");
  }
}
