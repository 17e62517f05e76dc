import { Command } from "commander";

import { refuse } from "../../../diagnostic/refusal.js";
import type { CommandContext } from "../../context.js";
import { withExamples } from "../../help/examples.js";
import { speak } from "../../speak.js";
import { withStacks } from "../../with-stacks.js";
import { namesOf, withStackOption, type StateFlags } from "./options.js";

/** An object belongs to one state: it goes to another one by leaving this. */
function refuseOtherStack(stack: string, { from, to }: { readonly from: string; readonly to: string }): void {
  const [other = stack] = namesOf({}, to);
  if (other !== stack)
    refuse(`${to} is in the stack "${other}", and an object moves only within its own, "${stack}"`, {
      detail: `To bring it there: \`state rm ${from}\`, then \`import ${to} <id>\`. Neither touches the object itself.`,
    });
}

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
        const [said] = [...namesOf(flags, from), ...namesOf(flags, to)];
        return withStacks(
          context,
          { names: said === undefined ? [] : [said], single: true },
          async (stack) => {
            refuseOtherStack(stack.name, { from, to });
            const { address } = await stack.move(from, to);
            context.terminal.write(`${from} is ${address} now.\n`);
            return 0;
          },
        );
      }),
    );
}
