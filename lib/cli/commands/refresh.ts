import { Command } from "commander";

import { hasErrors } from "../../diagnostic/diagnostic.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { driftText } from "../render/plan.js";
import { tellOutput } from "../show-output.js";
import { speak } from "../speak.js";
import { warn, withStacks } from "../with-stacks.js";
import { withStackOptions, type StackFlags } from "./options.js";

/** `refresh`: brings the state to what is there, and changes nothing else. */
export function refreshCommand(given: CommandContext): Command {
  return withStackOptions(
    withExamples(
      new Command("refresh").description("read everything anew and keep what is found in the state"),
      ["refresh", "what others changed gets into the state"],
      ["refresh web --json", "the same for a program"],
    ),
  ).action((names: readonly string[], flags: StackFlags) =>
    speak(given, flags, (context) =>
      withStacks(context, { names, variables: flags.var }, async (stack) => {
        const { terminal, signal } = context;
        const { drift, outputs, diagnostics } = await stack.refresh({ signal });
        warn(context, diagnostics, stack.name);
        context.tell({ kind: "refreshed", stack: stack.name, drift, statePath: stack.statePath });
        for (const output of outputs) tellOutput(context, stack.name, output);
        terminal.write(
          `${terminal.colors.bold(stack.name)}  ${driftText(drift, terminal.width)}\nState: ${stack.statePath}\n`,
        );
        return hasErrors(diagnostics) ? 1 : 0;
      }),
    ),
  );
}
