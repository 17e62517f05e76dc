import { Command } from "commander";

import type { CommandContext } from "../context.js";
import { valueText } from "../render/value.js";
import { withStacks } from "../with-stacks.js";

/** `import`: takes an existing object into the state, under an address of the code. */
export function importCommand(context: CommandContext): Command {
  return new Command("import")
    .description("take an existing object into the state")
    .argument("<address>", "address or construct path in the code: web/db")
    .argument("<id>", "which object: 100, or 100?own=cores,disks.scsi0 to own what the code says")
    .option("--stack <name>", "the stack, if the app has several")
    .option("--json", "print one JSON document instead of text")
    .addHelpText(
      "after",
      "\nExamples:\n  $ pve-cdk import web/db 100\n  $ pve-cdk import proxmox_acl.admin '/?alice@pve?Administrator'",
    )
    .action(async (address: string, id: string, flags: { readonly stack?: string; readonly json?: true }) => {
      const names =
        flags.stack === undefined
          ? [address.split("/")[0] ?? ""].filter(() => address.includes("/"))
          : [flags.stack];
      const code = await withStacks(context, { names }, async (stack) => {
        const entry = await stack.importResource(address, id);
        if (flags.json === true) context.terminal.write(`${JSON.stringify(entry, undefined, 2)}\n`);
        else
          context.terminal.write(
            `${entry.address} is ${valueText(entry.attributes["id"] ?? null)} now. Owned: ${entry.owned.length === 0 ? "nothing" : entry.owned.join(", ")}.\n`,
          );
        return 0;
      });
      context.exit(code);
    });
}
