import { Command } from "commander";

import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { speak } from "../../speak.js";
import { withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";

/** `state mv`: an object gets another address, since its code did. */
export function stateMoveCommand(given: CommandContext): Command {
  return withStackOption(
    withExamples(
      new Command("mv").description("give an object of the state another address"),
      ["state mv proxmox_vm.db web/database", "the code calls it otherwise now: nothing is made anew"],
      ["state mv proxmox_vm.db proxmox_vm.database", "the same by address"],
    ),
  )
    .argument("<from>", "its address")
    .argument("<to>", "address or construct path that the code gives it now")
    .action((from: string, to: string, flags: StateFlags) =>
      speak(given, {}, async (context) => {
        return withStacks(context, { names: namesOf(flags, from), single: true }, async (stack) => {
          const { address } = await stack.move(from, to);
          context.terminal.write(`${from} is ${address} now.\n`);
          return 0;
        });
      }),
    );
}
