import { Command } from "commander";

import { hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { complain, withStacks } from "../with-stacks.js";
import { withStackOptions, type StackFlags } from "./options.js";

/** `validate`: whether the code is right, as far as that can be told without asking anybody. */
export function validateCommand(context: CommandContext): Command {
  return withStackOptions(
    withExamples(
      new Command("validate").description("check what the code says, without a single request"),
      ["validate", "every stack; all that is wrong at once"],
      ["validate web --json", "for an editor or a pipeline"],
    ),
  ).action(async (names: readonly string[], flags: StackFlags) => {
    const { terminal } = context;
    const found: { readonly stack: string; readonly diagnostics: readonly Diagnostic[] }[] = [];
    const code = await withStacks(context, { names, variables: flags.var }, async (stack) => {
      const diagnostics = await stack.validate();
      found.push({ stack: stack.name, diagnostics });
      if (flags.json !== true) {
        complain(context, diagnostics);
        if (!hasErrors(diagnostics)) terminal.write(`${terminal.colors.bold(stack.name)}  is valid\n`);
      }
      return 0;
    });
    const isValid = code === 0 && found.every(({ diagnostics }) => !hasErrors(diagnostics));
    if (flags.json === true)
      terminal.write(`${JSON.stringify({ valid: isValid, stacks: found }, undefined, 2)}\n`);
    context.exit(isValid ? 0 : 1);
  });
}
