import { join } from "node:path";

import type { ISynthesisSession, TerraformProvider } from "cdktf";
import { TerraformStack } from "cdktf";

import { packagedPlugin, type Plugin } from "../vendor/plugin.js";
import { vendor } from "../vendor/vendor.js";

/** The framework asks each construct for what it writes at synthesis by this symbol, and exports no function for it. */
const customSynthesis = Symbol.for("cdktf/customSynthesis");

/** Lays the plugin beside the synthesized stack, so that `terraform init` there finds it, without a network. */
export function vendorAtSynthesis(provider: TerraformProvider, names: Omit<Plugin, "folder">): void {
  const onSynthesize = ({ manifest, outdir }: ISynthesisSession): void => {
    const folder = packagedPlugin();
    if (folder === undefined) return;
    const { workingDirectory } = manifest.forStack(TerraformStack.of(provider));
    vendor({ ...names, folder }, join(outdir, workingDirectory));
  };
  Object.defineProperty(provider, customSynthesis, { value: { onSynthesize } });
}
