// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxDownloadFileConfig extends TerraformMetaArguments {
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
  /** What the file is. A change replaces the object. */
  readonly contentType: "iso" | "vztmpl" | "import";
  /** Where the file is. A change replaces the object. */
  readonly url: string;
  /** The name in the storage. The URL's own if not said, without the ending of what is decompressed. A change replaces the object. */
  readonly fileName?: string;
  /** Hexadecimal digits; Proxmox VE checks them. Unset: absent. A change replaces the object. */
  readonly checksum?: string;
  /** What the checksum is. Unset: absent. A change replaces the object. */
  readonly checksumAlgorithm?: "md5" | "sha1" | "sha224" | "sha256" | "sha384" | "sha512";
  /** What the file is compressed with; the node decompresses it. Unset: absent. A change replaces the object. */
  readonly decompressionAlgorithm?: "gz" | "lzo" | "zst" | "bz2";
  /** Whether the server must prove by its certificate who it is. Default: `true`. */
  readonly verify?: boolean | IResolvable;
}

const shape: Shape = {};

/** A file in a storage that the node downloads by itself: an ISO image, a container template, a disk image to import from. It is downloaded anew when its URL or its checksum changes; what a server does with the file behind a URL is not looked at. */
export class ProxmoxDownloadFile extends GeneratedResource {
  static readonly tfResourceType = "proxmox_download_file";

  constructor(scope: Construct, id: string, config: ProxmoxDownloadFileConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxDownloadFile.tfResourceType, provider, shape }, config });
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

  /** What the file is. A change replaces the object. */
  get contentType(): string {
    return this.getStringAttribute("content_type");
  }

  /** Where the file is. A change replaces the object. */
  get url(): string {
    return this.getStringAttribute("url");
  }

  /** The name in the storage. The URL's own if not said, without the ending of what is decompressed. A change replaces the object. */
  get fileName(): string {
    return this.getStringAttribute("file_name");
  }

  /** Hexadecimal digits; Proxmox VE checks them. Unset: absent. A change replaces the object. */
  get checksum(): string {
    return this.getStringAttribute("checksum");
  }

  /** What the checksum is. Unset: absent. A change replaces the object. */
  get checksumAlgorithm(): string {
    return this.getStringAttribute("checksum_algorithm");
  }

  /** What the file is compressed with; the node decompresses it. Unset: absent. A change replaces the object. */
  get decompressionAlgorithm(): string {
    return this.getStringAttribute("decompression_algorithm");
  }

  /** Whether the server must prove by its certificate who it is. Default: `true`. */
  get verify(): IResolvable {
    return this.getBooleanAttribute("verify");
  }
}
