import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What is installed for Terraform: the folder with the plugin's executable, and where Terraform looks for it. */
export interface Plugin {
  /** The folder with the executable. */
  readonly folder: string;
  /** The address of the provider, as `pve-cdk/proxmox`: on Terraform's own registry where no host is said. */
  readonly source: string;
  readonly version: string;
}

/** The platforms that run a script by its first line. The file is the same everywhere, so one hash holds everywhere. */
export const platforms = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"] as const;

/** The address with its host, as lock files and mirrors write it. */
export function fullSource(source: string): string {
  return source.split("/").length === 2 ? `registry.terraform.io/${source}` : source;
}

/** Where a mirror has the plugin for a platform, from the mirror's top. */
export function placeInMirror({ source, version }: Plugin, platform: string): string {
  return join(fullSource(source), version, platform);
}

/** The plugin's folder in the package, which lies beside the bundle that this is in; a checkout has none. */
export function packagedPlugin(): string | undefined {
  const folder = fileURLToPath(new URL("./plugin", import.meta.url));
  return existsSync(folder) ? folder : undefined;
}
