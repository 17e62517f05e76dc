import { Command } from "commander";

import { refuse } from "../../../diagnostic/refusal.js";
import type { StateEntry } from "../../../engine/stack.js";
import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { entryText } from "../../render/entry.js";
import { failed, withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";

/** `state show`: all that the state knows of one object, secrets left out. */
export function stateShowCommand(context: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("show").description("show one object of the state"),
      ["state show web/db", "by the construct that makes it"],
      ["state show proxmox_vm.db --json", "by its address, for a program"],
    ),
  )
    .argument("<address>", "address or construct path")
    .option("--json", "print one JSON document instead of text")
    .action(async (address: string, flags: StateFlags & { readonly json?: true }) => {
      let shown: StateEntry | undefined;
      const code = await withStacks(context, { names: namesOf(flags) }, async (stack) => {
        shown ??= await stack.entry(address);
        return 0;
      });
      if (code !== 0) return context.exit(code);
      if (shown === undefined) return context.exit(notThere(context, address));
      context.terminal.write(
        flags.json === true ? `${JSON.stringify(shown, undefined, 2)}\n` : entryText(shown),
      );
      context.exit(code);
    });
}

function notThere(context: CommandContext, address: string) {
  try {
    return refuse(`the state has no ${address}`, { detail: "`pve-cdk state list` shows what it has." });
  } catch (thrown) {
    return failed(context, thrown);
  }
}
