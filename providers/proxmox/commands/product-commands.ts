import type { Command } from "commander";

import { initCommand } from "../../../lib/cli/commands/init.js";
import { installCommand } from "../../../lib/cli/commands/install.js";
import type { CommandContext } from "../../../lib/cli/context.js";
import { version } from "../version.js";
import { projectTemplate } from "./project-template.js";
import { simulatorCommand } from "./simulator.js";

/** What this product's command line has beside the framework's commands. */
export function productCommands(context: CommandContext): readonly Command[] {
  return [
    initCommand(context, projectTemplate),
    simulatorCommand(context),
    installCommand(context, { source: "pve-cdk/proxmox", version }),
  ];
}
