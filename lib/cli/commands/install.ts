import { homedir } from "node:os";
import { join } from "node:path";

import { Command } from "commander";

import { refuse } from "../../diagnostic/refusal.js";
import { copyPlugin } from "../../vendor/copy-plugin.js";
import { packagedPlugin, type Plugin } from "../../vendor/plugin.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { failed } from "../with-stacks.js";

export interface Installed extends Omit<Plugin, "folder"> {
  /** Where the package has the plugin; undefined where it was not built. */
  readonly folder?: string | undefined;
}

/** `install`: the plugin for people who write plain Terraform. */
export function installCommand(
  context: CommandContext,
  { source, version, folder = packagedPlugin() }: Installed,
): Command {
  return withExamples(
    new Command("install").description("copy the Terraform plugin to where terraform looks for it"),
    ["install", "for all of your Terraform folders"],
    ["install --to ./mirror", "into a mirror of your own"],
  )
    .option("--to <folder>", "a filesystem mirror; ~/.terraform.d/plugins if not said")
    .action(({ to }: { readonly to?: string }) => {
      try {
        const home = context.environment["HOME"] ?? homedir();
        const mirror = to ?? join(home, ".terraform.d", "plugins");
        if (folder === undefined)
          refuse("this checkout has no built plugin", { detail: "Run npm run build, or use the package." });
        copyPlugin({ source, version, folder }, mirror);
        context.terminal.write(installedText({ mirror, source, version }));
        context.exit(0);
      } catch (thrown) {
        context.exit(failed(context, thrown));
      }
    });
}

function installedText({ mirror, source, version }: Record<"mirror" | "source" | "version", string>): string {
  const name = source.split("/").at(-1) ?? source;
  return [
    `${source} ${version} is in ${mirror}.`,
    "",
    "terraform {",
    `  required_providers { ${name} = { source = "${source}", version = "${version}" } }`,
    "}",
    "",
  ].join("\n");
}
