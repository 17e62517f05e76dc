// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectList } from "../../../../lib/constructs/object-list.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxDatastoresConfigFilters {
  /** Those that take any of these contents. */
  readonly contentTypes?: readonly string[];
  /** The one of this name. */
  readonly id?: string;
  /** Those whose content this other node shares. */
  readonly target?: string;
}

export interface DataProxmoxDatastoresConfig extends TerraformMetaArguments {
  /** The node. */
  readonly nodeName: string;
  /** Which of them. */
  readonly filters?: DataProxmoxDatastoresConfigFilters;
}

const shape: Shape = { filters: { kind: "nested", inner: {} } };

/** The storages by name. */
export class DataProxmoxDatastoresDatastores extends ComplexObject {
  /** Whether it can be used now. */
  get active(): IResolvable {
    return this.getBooleanAttribute("active");
  }

  /** What it takes: `images`, `iso` ... */
  get contentTypes(): string[] {
    return this.getListAttribute("content_types");
  }

  /** Whether it is switched on. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /** Its name. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node that was asked. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** Whether all nodes see the same. */
  get shared(): IResolvable {
    return this.getBooleanAttribute("shared");
  }

  /** Free bytes. */
  get spaceAvailable(): number {
    return this.getNumberAttribute("space_available");
  }

  /** All bytes. */
  get spaceTotal(): number {
    return this.getNumberAttribute("space_total");
  }

  /** Bytes in use. */
  get spaceUsed(): number {
    return this.getNumberAttribute("space_used");
  }

  /** The share in use, between 0 and 1. */
  get spaceUsedFraction(): number {
    return this.getNumberAttribute("space_used_fraction");
  }

  /** Its type: `dir`, `lvmthin` ... */
  get type(): string {
    return this.getStringAttribute("type");
  }
}

/** The storages that a node can use, with the room in them. */
export class DataProxmoxDatastores extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_datastores";

  constructor(scope: Construct, id: string, config: DataProxmoxDatastoresConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxDatastores.tfResourceType, provider, shape }, config });
  }

  /** The node. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** Which of them. */
  get filters(): IResolvable {
    return this.interpolationForAttribute("filters");
  }

  /** The storages by name. */
  get datastores(): ObjectList<DataProxmoxDatastoresDatastores> {
    return new ObjectList(this, { attribute: "datastores", element: DataProxmoxDatastoresDatastores, isSet: false });
  }
}
