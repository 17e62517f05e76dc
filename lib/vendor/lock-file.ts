import { fullSource, type Plugin } from "./plugin.js";

/**
 * Terraform's lock file with our own block as it must be for this plugin. The blocks of other providers stay; an older
 * block of ours goes, since it would send Terraform to a registry for what lies beside it.
 */
export function lockedWith(text: string, plugin: Plugin, hash: string): string {
  const source = fullSource(plugin.source);
  const others = text.replace(
    new RegExp(`^provider "${source.replaceAll(".", "\\.")}" \\{\\n(?:(?!\\}).*\\n)*\\}\\n*`, "m"),
    "",
  );
  const block = `provider "${source}" {\n  version     = "${plugin.version}"\n  constraints = "${plugin.version}"\n  hashes = [\n    "${hash}",\n  ]\n}\n`;
  const head =
    others.trim() === ""
      ? '# Written at synthesis, and kept by "terraform init".\n'
      : others.trimEnd() + "\n";
  return `${head}\n${block}`;
}
