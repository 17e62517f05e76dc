import { Command } from "commander";

import { hasErrors } from "../../diagnostic/diagnostic.js";
import type { Refreshed } from "../../engine/stack.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { maskedOutput } from "../masked-output.js";
import { driftText } from "../render/plan.js";
import { complain, withStacks } from "../with-stacks.js";
import { withStackOptions, type StackFlags } from "./options.js";

/** `refresh`: brings the state to what is there, and changes nothing else. */
export function refreshCommand(context: CommandContext): Command {
  return withStackOptions(
    withExamples(
      new Command("refresh").description("read everything anew and keep what is found in the state"),
      ["refresh", "what others changed gets into the state"],
      ["refresh web --json", "the same for a program"],
    ),
  ).action(async (names: readonly string[], flags: StackFlags) => {
    const { terminal, signal } = context;
    const results: Refreshed[] = [];
    const code = await withStacks(context, { names, variables: flags.var }, async (stack) => {
      const found = await stack.refresh({ signal });
      results.push({ ...found, outputs: found.outputs.map(maskedOutput) });
      complain(context, found.diagnostics);
      if (flags.json !== true)
        terminal.write(
          `${terminal.colors.bold(stack.name)}  ${driftText(found.drift)}\nState: ${stack.statePath}\n`,
        );
      return hasErrors(found.diagnostics) ? 1 : 0;
    });
    if (flags.json === true)
      terminal.write(`${JSON.stringify(results.length === 1 ? results[0] : results, undefined, 2)}\n`);
    context.exit(code);
  });
}
