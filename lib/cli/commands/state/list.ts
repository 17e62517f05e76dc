import { Command } from "commander";

import type { StateEntry } from "../../../engine/stack.js";
import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { valueText } from "../../render/value.js";
import { withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";

/** `state list`: which objects the state knows. */
export function stateListCommand(context: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("list").description("list the objects in the state"),
      ["state list", "every object with its id and its construct"],
      ["state list --stack web --json", "the same for a program"],
    ),
  )
    .option("--json", "print one JSON document instead of text")
    .action(async (flags: StateFlags & { readonly json?: true }) => {
      const found: StateEntry[] = [];
      const code = await withStacks(context, { names: namesOf(flags) }, async (stack) => {
        found.push(...(await stack.entries()));
        return 0;
      });
      if (flags.json === true) context.terminal.write(`${JSON.stringify(found, undefined, 2)}\n`);
      else
        for (const { address, construct, attributes } of found)
          context.terminal.write(
            `${address}  ${valueText(attributes["id"] ?? null)}${construct === undefined ? "" : `  ${construct}`}\n`,
          );
      context.exit(code);
    });
}
