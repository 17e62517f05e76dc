import { Command } from "commander";

import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { speak } from "../../speak.js";
import { withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";

/** `state rm`: forgets an object, which itself stays as it is. */
export function stateRemoveCommand(given: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("rm").description("take an object out of the state; the object itself stays as it is"),
      ["state rm web/db", "forget it; the machine itself stays"],
      ["import web/db 100", "and back into the state"],
    ),
  )
    .argument("<address>", "address or construct path")
    .action((address: string, flags: StateFlags) =>
      speak(given, {}, async (context) => {
        return withStacks(context, { names: namesOf(flags, address), single: true }, async (stack) => {
          await stack.forget(address);
          context.terminal.write(`${address} is in the state no more. What it stood for was not touched.\n`);
          return 0;
        });
      }),
    );
}
