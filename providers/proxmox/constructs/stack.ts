import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import { ProxmoxProvider, type ProxmoxProviderConfig } from "../generated/provider.js";

export interface ProxmoxStackProps {
  /** How to reach Proxmox VE. What isn't said comes from `PROXMOX_VE_*` variables. */
  readonly provider?: ProxmoxProviderConfig;
}

/** A stack whose resources live in one Proxmox VE. Its state is `terraform.<name>.tfstate` beside the app. */
export class ProxmoxStack extends TerraformStack {
  readonly provider: ProxmoxProvider;

  constructor(scope: Construct, id: string, props: ProxmoxStackProps = {}) {
    super(scope, id);
    this.provider = new ProxmoxProvider(this, "proxmox", props.provider ?? {});
  }
}
