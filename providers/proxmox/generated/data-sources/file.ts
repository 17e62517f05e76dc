// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxFileConfig extends TerraformMetaArguments {
  /** The node. */
  readonly nodeName: string;
  /** The storage. */
  readonly datastoreId: string;
  /** What it is. */
  readonly contentType: "backup" | "images" | "import" | "iso" | "rootdir" | "snippets" | "vztmpl";
  /** Its name, without the storage and folder. */
  readonly fileName: string;
}

const shape: Shape = {};

/** One file of a storage, as a node sees it. */
export class DataProxmoxFile extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_file";

  constructor(scope: Construct, id: string, config: DataProxmoxFileConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxFile.tfResourceType, provider, shape }, config });
  }

  /** The node. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The storage. */
  get datastoreId(): string {
    return this.getStringAttribute("datastore_id");
  }

  /** What it is. */
  get contentType(): string {
    return this.getStringAttribute("content_type");
  }

  /** Its name, without the storage and folder. */
  get fileName(): string {
    return this.getStringAttribute("file_name");
  }

  /** The volume id: `local:iso/debian.iso`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Its format: `iso`, `qcow2` ... */
  get fileFormat(): string {
    return this.getStringAttribute("file_format");
  }

  /** Its size in bytes. */
  get fileSize(): number {
    return this.getNumberAttribute("file_size");
  }

  /** The guest that it belongs to. */
  get vmid(): number {
    return this.getNumberAttribute("vmid");
  }
}
