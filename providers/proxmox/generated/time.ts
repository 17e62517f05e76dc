// Generated from the definitions by `npm run generate`. Do not edit.

import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxTimeConfig extends TerraformMetaArguments {
  /** The node. A change replaces the object. */
  readonly nodeName: string;
  /** The time zone: `UTC`, `Europe/Vienna`. */
  readonly timeZone: string;
}

const shape: Shape = {};

/** A node's time zone. Removing the resource puts back the one before. */
export class ProxmoxTime extends GeneratedResource {
  static readonly tfResourceType = "proxmox_time";

  constructor(scope: Construct, id: string, config: ProxmoxTimeConfig) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxTime.tfResourceType, provider, shape }, config });
  }

  /** `{node_name}_time`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The node. A change replaces the object. */
  get nodeName(): string {
    return this.getStringAttribute("node_name");
  }

  /** The time zone: `UTC`, `Europe/Vienna`. */
  get timeZone(): string {
    return this.getStringAttribute("time_zone");
  }

  /** The node's clock in its zone when it was read. Told by the object. */
  get localTime(): string {
    return this.getStringAttribute("local_time");
  }

  /** The node's clock in UTC when it was read. Told by the object. */
  get utcTime(): string {
    return this.getStringAttribute("utc_time");
  }
}
