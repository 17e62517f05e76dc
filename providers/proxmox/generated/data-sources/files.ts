// Generated from the definitions by `npm run generate`. Do not edit.

import { ComplexObject, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedDataSource } from "../../../../lib/constructs/generated-data-source.js";
import { ObjectList } from "../../../../lib/constructs/object-list.js";
import type { Shape } from "../../../../lib/constructs/terraform-names.js";

export interface DataProxmoxFilesConfig extends TerraformMetaArguments {
  /** The node. */
  readonly nodeName: string;
  /** The storage. */
  readonly datastoreId: string;
  /** Only files of this kind. */
  readonly contentType?: "backup" | "images" | "import" | "iso" | "rootdir" | "snippets" | "vztmpl";
  /** Only files whose name this matches, or a part of it. */
  readonly fileNameRegex?: string;
}

const shape: Shape = {};

/** The files by id. */
export class DataProxmoxFilesFiles extends ComplexObject {
  /** The volume id: `local:iso/debian.iso`. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** What it is. */
  get contentType(): string {
    return this.getStringAttribute("content_type");
  }

  /** Its name, without the storage and folder. */
  get fileName(): string {
    return this.getStringAttribute("file_name");
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

/** The files of a storage, as a node sees them. */
export class DataProxmoxFiles extends GeneratedDataSource {
  static readonly tfResourceType = "proxmox_files";

  constructor(scope: Construct, id: string, config: DataProxmoxFilesConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: DataProxmoxFiles.tfResourceType, provider, shape }, config });
  }

  /** The node. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The storage. */
  get datastoreId(): string {
    return this.getStringAttribute("datastore_id");
  }

  /** Only files of this kind. */
  get contentType(): string {
    return this.getStringAttribute("content_type");
  }

  /** Only files whose name this matches, or a part of it. */
  get fileNameRegex(): string {
    return this.getStringAttribute("file_name_regex");
  }

  /** The files by id. */
  get files(): ObjectList<DataProxmoxFilesFiles> {
    return new ObjectList(this, { attribute: "files", element: DataProxmoxFilesFiles, isSet: false });
  }
}
