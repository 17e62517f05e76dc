import { Command } from "commander";

import { error } from "../../../diagnostic/diagnostic.js";
import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { entryText } from "../../render/entry.js";
import { speak } from "../../speak.js";
import { warn, withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";
import { jsonOption } from "../options.js";

/** `state show`: all that the state knows of one object, secrets left out. */
export function stateShowCommand(given: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("show").description("show one object of the state"),
      ["state show web/db", "by the construct that makes it"],
      ["state show proxmox_vm.db --json", "by its address, for a program"],
    ),
  )
    .argument("<address>", "address or construct path")
    .option(...jsonOption)
    .action((address: string, flags: StateFlags & { readonly json?: true }) =>
      speak(given, flags, async (context) => {
        let isThere = false;
        const code = await withStacks(context, { names: namesOf(flags) }, async (stack) => {
          const entry = isThere ? undefined : await stack.entry(address);
          if (entry === undefined) return 0;
          isThere = true;
          context.tell({ kind: "object", stack: stack.name, ...entry });
          context.terminal.write(entryText(entry));
          return 0;
        });
        if (code !== 0 || isThere) return code;
        warn(context, [
          error(`the state has no ${address}`, {
            detail: `\`${context.product.name} state list\` shows what it has.`,
          }),
        ]);
        return 1;
      }),
    );
}
