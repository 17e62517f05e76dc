// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxFileConfigSourceFile {
  /** Path or URL. */
  readonly path: string;
  /** Another name in the storage. Unset: absent. */
  readonly fileName?: string;
  /** Hexadecimal digits of MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512; checked while it is sent, and by Proxmox VE. Unset: absent. */
  readonly checksum?: string;
  /** Sends the file at a URL anew when it changes. Unset: absent. */
  readonly changed?: boolean | IResolvable;
  /** Takes any certificate of the URL's server. Unset: absent. */
  readonly insecure?: boolean | IResolvable;
  /** The least version of TLS for the URL's server. 1.2 if not said. */
  readonly minTls?: "" | "1.0" | "1.1" | "1.2" | "1.3";
}

export interface ProxmoxFileConfigSourceRaw {
  /** The text. */
  readonly data: string;
  /** The name in the storage. */
  readonly fileName: string;
  /** Bytes that the file is cut or filled with zeros to. Unset: absent. */
  readonly resize?: number;
}

export interface ProxmoxFileConfig extends TerraformMetaArguments {
  /** The volume id: `local:import/debian.qcow2`. Unset: chosen when the object is made. A change replaces the object. */
  readonly id?: string;
  /** The node that takes the file. A change replaces the object. */
  readonly nodeName: string;
  /** The storage that the file goes to. A change replaces the object. */
  readonly datastoreId: string;
  /** What the file is. Told by its ending if not said. A change replaces the object. */
  readonly contentType?: "backup" | "iso" | "snippets" | "vztmpl" | "import";
  /** Access rights in octal digits, `0755`; only for what goes over SSH. For another user than root, sudo must allow `chmod`. Unset: absent. A change replaces the object. */
  readonly fileMode?: string;
  /** Whether a file of this name that exists may be overwritten. Refused if not said. */
  readonly overwrite?: boolean | IResolvable;
  /** Seconds after which sending the file is given up. It takes as long as it needs if not said. */
  readonly timeoutUpload?: number;
  /** Kept for compatibility: what goes over SSH is always streamed. Unset: absent. */
  readonly uploadMode?: "sftp" | "stream";
  /** A file here, or at a URL. It is streamed through, without a copy. A file here is sent anew when it holds something else; one at a URL when its URL, its checksum or `changed` changes. Unset: absent. */
  readonly sourceFile?: readonly ProxmoxFileConfigSourceFile[];
  /** Text in the code. Unset: absent. */
  readonly sourceRaw?: readonly ProxmoxFileConfigSourceRaw[];
}

const shape: Shape = { sourceFile: { kind: "blocks", inner: {} }, sourceRaw: { kind: "blocks", inner: {} } };

/** A file in a storage: an ISO image, a container template or a disk image to import from, uploaded over the API; or a snippet, for which the API has no upload, written over SSH (see the provider's `ssh`). */
export class ProxmoxFile extends GeneratedResource {
  static readonly tfResourceType = "proxmox_file";

  constructor(scope: Construct, id: string, config: ProxmoxFileConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxFile.tfResourceType, provider, shape }, config });
  }

  /** The volume id: `local:import/debian.qcow2`. Unset: chosen when the object is made. A change replaces the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node that takes the file. A change replaces the object. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The storage that the file goes to. A change replaces the object. */
  get datastoreId(): string {
    return this.getStringAttribute("datastore_id");
  }

  /** What the file is. Told by its ending if not said. A change replaces the object. */
  get contentType(): string {
    return this.getStringAttribute("content_type");
  }

  /** The file's name in the storage. Told by the object. */
  get fileName(): string {
    return this.getStringAttribute("file_name");
  }

  /** Bytes in the storage. Where somebody else put a file of another size there, it is sent anew. Told by the object. A change replaces the object. */
  get fileSize(): number {
    return this.getNumberAttribute("file_size");
  }

  /** What the file holds: its bytes and their SHA-256. Where the source here holds something else, it is sent anew. Told by the object. A change replaces the object. */
  get fileTag(): string {
    return this.getStringAttribute("file_tag");
  }

  /** When the source here last changed, as RFC 3339. Told by the object. */
  get fileModificationDate(): string {
    return this.getStringAttribute("file_modification_date");
  }

  /** Access rights in octal digits, `0755`; only for what goes over SSH. For another user than root, sudo must allow `chmod`. Unset: absent. A change replaces the object. */
  get fileMode(): string {
    return this.getStringAttribute("file_mode");
  }

  /** Whether a file of this name that exists may be overwritten. Refused if not said. */
  get overwrite(): IResolvable {
    return this.getBooleanAttribute("overwrite");
  }

  /** Seconds after which sending the file is given up. It takes as long as it needs if not said. */
  get timeoutUpload(): number {
    return this.getNumberAttribute("timeout_upload");
  }

  /** Kept for compatibility: what goes over SSH is always streamed. Unset: absent. */
  get uploadMode(): string {
    return this.getStringAttribute("upload_mode");
  }

  /** A file here, or at a URL. It is streamed through, without a copy. A file here is sent anew when it holds something else; one at a URL when its URL, its checksum or `changed` changes. Unset: absent. */
  get sourceFile(): IResolvable {
    return this.interpolationForAttribute("source_file");
  }

  /** Text in the code. Unset: absent. */
  get sourceRaw(): IResolvable {
    return this.interpolationForAttribute("source_raw");
  }
}
