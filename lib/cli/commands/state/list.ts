import { Command } from "commander";

import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { valueText } from "../../render/value.js";
import { speak } from "../../speak.js";
import { withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";
import { jsonOption } from "../options.js";

/** `state list`: which objects the state knows. */
export function stateListCommand(given: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("list").description("list the objects in the state"),
      ["state list", "every object with its id and its construct"],
      ["state list --stack web --json", "the same for a program"],
    ),
  )
    .option(...jsonOption)
    .action((flags: StateFlags & { readonly json?: true }) =>
      speak(given, flags, (context) =>
        withStacks(context, { names: namesOf(flags) }, async (stack) => {
          for (const entry of await stack.entries()) {
            const { address, construct, attributes } = entry;
            context.tell({ kind: "object", stack: stack.name, ...entry });
            context.terminal.write(
              `${address}  ${valueText(attributes["id"] ?? null)}${construct === undefined ? "" : `  ${construct}`}\n`,
            );
          }
          return 0;
        }),
      ),
    );
}
