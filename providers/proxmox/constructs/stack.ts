import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import { ProxmoxProvider, type ProxmoxProviderConfig } from "../generated/provider.js";

export interface ProxmoxStackProps {
  /** How to reach Proxmox VE. All of it comes from `PROXMOX_VE_*` variables if not said, and so does each part of it. */
  readonly provider?: ProxmoxProviderConfig;
}

type Json = ReturnType<TerraformStack["toTerraform"]>;
type Hcl = ReturnType<TerraformStack["toHclTerraform"]>;

/** A stack whose resources live in one Proxmox VE. Its state is `terraform.<name>.tfstate` beside the app. */
export class ProxmoxStack extends TerraformStack {
  readonly provider: ProxmoxProvider;
  #isPrepared = false;

  constructor(scope: Construct, id: string, props: ProxmoxStackProps = {}) {
    super(scope, id);
    this.provider = new ProxmoxProvider(this, "proxmox", props.provider ?? {});
  }

  override prepareStack(): void {
    this.#isPrepared = true;
    super.prepareStack();
  }

  /** Tells what is wrong in all stacks of the app: cdktf itself would stop after the first stack with a problem. */
  override runAllValidations(): void {
    const problems = this.node.root.node
      .findAll()
      .flatMap(({ node }) => node.validate().map((problem) => `[${node.path}] ${problem}`));
    if (problems.length > 0)
      throw new Error(`Validation failed with the following errors:\n  ${problems.join("\n  ")}`);
  }

  override toTerraform(): Json {
    this.#prepareOnce();
    return super.toTerraform();
  }

  override toHclTerraform(): Hcl {
    this.#prepareOnce();
    return super.toHclTerraform();
  }

  /** Variables of secrets come into being as references are looked for, which `Testing.synth` leaves out. */
  #prepareOnce(): void {
    if (!this.#isPrepared) this.prepareStack();
  }
}
