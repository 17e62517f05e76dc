// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectList } from "../../../../lib/constructs/object-list.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxContainersConfigFilter {
  /** The attribute to look at. */
  readonly name: "name" | "node_name" | "status" | "template";
  /** What it may be: any of these. Flags are written `true` and `false`. */
  readonly values: readonly string[];
  /** Whether the values are regular expressions; they need not match the whole. */
  readonly regex?: boolean | IResolvable;
}

export interface DataProxmoxContainersConfig extends TerraformMetaArguments {
  /** The node; all nodes if not said. */
  readonly nodeName?: string;
  /** Tags that each must carry, all of them. */
  readonly tags?: readonly string[];
  /** Chooses among them: one must pass every block. */
  readonly filter?: readonly DataProxmoxContainersConfigFilter[];
}

const shape: Shape = { filter: { kind: "blocks", inner: {} } };

/** The guests, by node and number. */
export class DataProxmoxContainersContainers extends ComplexObject {
  /** Its name. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** `running` or `stopped`; `unknown` where its node is down. */
  get status(): string {
    return this.getStringAttribute("status");
  }

  /** Its tags, sorted. */
  get tags(): string[] {
    return this.getListAttribute("tags");
  }

  /** Whether it is a template. */
  get template(): IResolvable {
    return this.getBooleanAttribute("template");
  }

  /** The node that it is on. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** Its number. */
  get vmId(): number {
    return this.getNumberAttribute("vm_id");
  }
}

/** Containers, chosen by node, tags and filters. */
export class DataProxmoxContainers extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_containers";

  constructor(scope: Construct, id: string, config: DataProxmoxContainersConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxContainers.tfResourceType, provider, shape }, config });
  }

  /** `containers`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node; all nodes if not said. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** Tags that each must carry, all of them. */
  get tags(): string[] {
    return this.getListAttribute("tags");
  }

  /** Chooses among them: one must pass every block. */
  get filter(): IResolvable {
    return this.interpolationForAttribute("filter");
  }

  /** The guests, by node and number. */
  get containers(): ObjectList<DataProxmoxContainersContainers> {
    return new ObjectList(this, { attribute: "containers", element: DataProxmoxContainersContainers, isSet: false });
  }
}
