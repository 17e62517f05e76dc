import { Command } from "commander";

import { hasErrors } from "../../diagnostic/diagnostic.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { speak } from "../speak.js";
import { warn, withStacks } from "../with-stacks.js";
import { withStackOptions, type StackFlags } from "./options.js";

/** `validate`: whether the code is right, as far as that can be told without asking anybody. */
export function validateCommand(given: CommandContext): Command {
  return withStackOptions(
    withExamples(
      new Command("validate").description("check what the code says, without a single request"),
      ["validate", "every stack; all that is wrong at once"],
      ["validate web --json", "for an editor or a pipeline"],
    ),
  ).action((names: readonly string[], flags: StackFlags) =>
    speak(given, flags, async (context) => {
      const { terminal } = context;
      // Every stack is looked at, though one of them is wrong already.
      let isValid = true;
      const code = await withStacks(context, { names, variables: flags.var }, async (stack) => {
        const diagnostics = await stack.validate();
        const valid = !hasErrors(diagnostics);
        isValid &&= valid;
        warn(context, diagnostics, stack.name);
        context.tell({ kind: "validated", stack: stack.name, valid });
        if (valid) terminal.write(`${terminal.colors.bold(stack.name)}  is valid\n`);
        return 0;
      });
      return isValid ? code : 1;
    }),
  );
}
