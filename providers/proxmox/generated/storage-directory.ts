// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxStorageDirectoryConfigBackups {
  /** Whether all are kept; no other number may stand beside it then. Unset: absent. */
  readonly keepAll?: boolean | IResolvable;
  /** How many are kept: the last ones. Unset: absent. */
  readonly keepLast?: number;
  /** How many are kept: one for each of the last hours. Unset: absent. */
  readonly keepHourly?: number;
  /** How many are kept: one for each of the last days. Unset: absent. */
  readonly keepDaily?: number;
  /** How many are kept: one for each of the last weeks. Unset: absent. */
  readonly keepWeekly?: number;
  /** How many are kept: one for each of the last months. Unset: absent. */
  readonly keepMonthly?: number;
  /** How many are kept: one for each of the last years. Unset: absent. */
  readonly keepYearly?: number;
  /** How many may be protected for each guest; -1 for any number. Unset: absent. */
  readonly maxProtectedBackups?: number;
}

export interface ProxmoxStorageDirectoryConfig extends TerraformMetaArguments {
  /** The storage's name. A change replaces the object. */
  readonly id: string;
  /** The directory, from the root. A change replaces the object. */
  readonly path: string;
  /** What may lie in it. Unset: left as it is. */
  readonly content?: readonly ("backup" | "images" | "import" | "iso" | "rootdir" | "snippets" | "vztmpl")[];
  /** The nodes that have it; all if not said. */
  readonly nodes?: readonly string[];
  /** Whether it is out of use. Default: `false`. */
  readonly disable?: boolean | IResolvable;
  /** Whether all nodes see the same content there. Proxmox VE does not make it so. Default: `true`. */
  readonly shared?: boolean | IResolvable;
  /** How room is taken for disks in raw and qcow2. Unset: absent. */
  readonly preallocation?: "off" | "metadata" | "falloc" | "full";
  /** Whether a directory that is missing is made. Default: `true`. */
  readonly createBasePath?: boolean | IResolvable;
  /** Whether the usual directories are made in it. Default: `true`. */
  readonly createSubdirs?: boolean | IResolvable;
  /** How many backups are kept. Unset: absent. */
  readonly backups?: ProxmoxStorageDirectoryConfigBackups;
}

const shape: Shape = { backups: { kind: "blocks", inner: {} } };

/** A directory of the nodes as a storage. What lies in it stays when the resource goes. */
export class ProxmoxStorageDirectory extends GeneratedResource {
  static readonly tfResourceType = "proxmox_storage_directory";

  constructor(scope: Construct, id: string, config: ProxmoxStorageDirectoryConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxStorageDirectory.tfResourceType, provider, shape }, config });
  }

  /** The storage's name. A change replaces the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The directory, from the root. A change replaces the object. */
  get path(): string {
    return this.getStringAttribute("path");
  }

  /** What may lie in it. Unset: left as it is. */
  get content(): string[] {
    return this.getListAttribute("content");
  }

  /** The nodes that have it; all if not said. */
  get nodes(): string[] {
    return this.getListAttribute("nodes");
  }

  /** Whether it is out of use. Default: `false`. */
  get disable(): IResolvable {
    return this.getBooleanAttribute("disable");
  }

  /** Whether all nodes see the same content there. Proxmox VE does not make it so. Default: `true`. */
  get shared(): IResolvable {
    return this.getBooleanAttribute("shared");
  }

  /** How room is taken for disks in raw and qcow2. Unset: absent. */
  get preallocation(): string {
    return this.getStringAttribute("preallocation");
  }

  /** Whether a directory that is missing is made. Default: `true`. */
  get createBasePath(): IResolvable {
    return this.getBooleanAttribute("create_base_path");
  }

  /** Whether the usual directories are made in it. Default: `true`. */
  get createSubdirs(): IResolvable {
    return this.getBooleanAttribute("create_subdirs");
  }

  /** How many backups are kept. Unset: absent. */
  get backups(): IResolvable {
    return this.interpolationForAttribute("backups");
  }
}
