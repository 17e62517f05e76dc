// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxOciImageConfig extends TerraformMetaArguments {
  /** The node that fetches the file. A change replaces the object. */
  readonly nodeName: string;
  /** The storage that the file goes to. A change replaces the object. */
  readonly datastoreId: string;
  /** Whether the file is fetched anew where somebody else put one of another size in its place. Default: `true`. */
  readonly overwrite?: boolean | IResolvable;
  /** Whether a file of this name that exists is removed first; otherwise it is an error. Default: `false`. */
  readonly overwriteUnmanaged?: boolean | IResolvable;
  /** Seconds after which the node is told to stop. It takes as long as it needs if not said. */
  readonly uploadTimeout?: number;
  /** The image: `docker.io/library/debian:13`. A change replaces the object. */
  readonly reference: string;
  /** The name in the storage. The image's own if not said: `debian_13.tar`. A change replaces the object. */
  readonly fileName?: string;
}

const shape: Shape = {};

/** An image of containers that the node pulls from a registry, kept as a template in a storage. Proxmox VE can from 9.1 on. It is pulled anew when its reference changes; what a registry does with a tag is not looked at. */
export class ProxmoxOciImage extends GeneratedResource {
  static readonly tfResourceType = "proxmox_oci_image";

  constructor(scope: Construct, id: string, config: ProxmoxOciImageConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxOciImage.tfResourceType, provider, shape }, config });
  }

  /** The volume id: `local:iso/debian.iso`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node that fetches the file. A change replaces the object. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The storage that the file goes to. A change replaces the object. */
  get datastoreId(): string {
    return this.getStringAttribute("datastore_id");
  }

  /** Bytes, as they were fetched. Told by the object. A change replaces the object. */
  get size(): number {
    return this.getNumberAttribute("size");
  }

  /** Whether the file is fetched anew where somebody else put one of another size in its place. Default: `true`. */
  get overwrite(): IResolvable {
    return this.getBooleanAttribute("overwrite");
  }

  /** Whether a file of this name that exists is removed first; otherwise it is an error. Default: `false`. */
  get overwriteUnmanaged(): IResolvable {
    return this.getBooleanAttribute("overwrite_unmanaged");
  }

  /** Seconds after which the node is told to stop. It takes as long as it needs if not said. */
  get uploadTimeout(): number {
    return this.getNumberAttribute("upload_timeout");
  }

  /** The image: `docker.io/library/debian:13`. A change replaces the object. */
  get reference(): string {
    return this.getStringAttribute("reference");
  }

  /** The name in the storage. The image's own if not said: `debian_13.tar`. A change replaces the object. */
  get fileName(): string {
    return this.getStringAttribute("file_name");
  }
}
