// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectList } from "../../../../lib/constructs/object-list.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxClusterResourcesConfigFilter {
  /** The attribute to look at. */
  readonly name: "id" | "type" | "name" | "node_name" | "status" | "vm_id" | "pool_id" | "template" | "lock" | "ha_state" | "datastore_id" | "datastore_type" | "shared";
  /** What it may be: any of these. Flags are written `true` and `false`. */
  readonly values: readonly string[];
  /** Whether the values are regular expressions; they need not match the whole. */
  readonly regex?: boolean | IResolvable;
}

export interface DataProxmoxClusterResourcesConfig extends TerraformMetaArguments {
  /** Only those of one kind; `vm` stands for all guests. */
  readonly type?: "vm" | "storage" | "node" | "sdn";
  /** Tags that each must carry, all of them. */
  readonly tags?: readonly string[];
  /** Chooses among them: one must pass every block. */
  readonly filter?: readonly DataProxmoxClusterResourcesConfigFilter[];
}

const shape: Shape = { filter: { kind: "blocks", inner: {} } };

/** Those that pass, by id. What has no meaning for one is null. */
export class DataProxmoxClusterResourcesResources extends ComplexObject {
  /** Which one: `qemu/100`, `node/pve1`, `storage/pve1/local`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** What it is: `qemu`, `lxc`, `node`, `storage`, `sdn` ... */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** Its name. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Its node. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** How it is: `running`, `stopped`, `online`, `available` ... */
  get status(): string {
    return this.getStringAttribute("status");
  }

  /** A guest's number. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }

  /** A guest's pool. */
  get poolId(): string {
    return this.getStringAttribute("pool_id");
  }

  /** Its tags, sorted. */
  get tags(): string[] {
    return this.getListAttribute("tags");
  }

  /** Whether it is a template. */
  get template(): IResolvable {
    return this.getBooleanAttribute("template");
  }

  /** What a guest is locked for. */
  get lock(): string {
    return this.getStringAttribute("lock");
  }

  /** What the high availability says of it. */
  get haState(): string {
    return this.getStringAttribute("ha_state");
  }

  /** A storage's name. */
  get datastoreId(): string {
    return this.getStringAttribute("datastore_id");
  }

  /** A storage's type. */
  get datastoreType(): string {
    return this.getStringAttribute("datastore_type");
  }

  /** What a storage takes. */
  get contentTypes(): string[] {
    return this.getListAttribute("content_types");
  }

  /** Whether all nodes see the same storage. */
  get shared(): IResolvable {
    return this.getBooleanAttribute("shared");
  }

  /** Processors. */
  get cpuCount(): number {
    return this.getNumberAttribute("cpu_count");
  }

  /** The share of them in use, between 0 and 1. */
  get cpuUtilization(): number {
    return this.getNumberAttribute("cpu_utilization");
  }

  /** Memory in bytes. */
  get memoryTotal(): number {
    return this.getNumberAttribute("memory_total");
  }

  /** Memory in use, in bytes. */
  get memoryUsed(): number {
    return this.getNumberAttribute("memory_used");
  }

  /** Room in bytes. */
  get diskTotal(): number {
    return this.getNumberAttribute("disk_total");
  }

  /** Room in use, in bytes. */
  get diskUsed(): number {
    return this.getNumberAttribute("disk_used");
  }

  /** Seconds since the start. */
  get uptime(): number {
    return this.getNumberAttribute("uptime");
  }
}

/** Everything in the cluster by one request: nodes, guests, storages, networks. */
export class DataProxmoxClusterResources extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_cluster_resources";

  constructor(scope: Construct, id: string, config: DataProxmoxClusterResourcesConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxClusterResources.tfResourceType, provider, shape }, config });
  }

  /** `resources`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Only those of one kind; `vm` stands for all guests. */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** Tags that each must carry, all of them. */
  get tags(): string[] {
    return this.getListAttribute("tags");
  }

  /** Chooses among them: one must pass every block. */
  get filter(): IResolvable {
    return this.interpolationForAttribute("filter");
  }

  /** Those that pass, by id. What has no meaning for one is null. */
  get resources(): ObjectList<DataProxmoxClusterResourcesResources> {
    return new ObjectList(this, { attribute: "resources", element: DataProxmoxClusterResourcesResources, isSet: false });
  }
}
