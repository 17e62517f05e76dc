import { Command } from "commander";

import { refuse } from "../../diagnostic/refusal.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { showOutput } from "../show-output.js";
import { speak } from "../speak.js";
import { withStacks } from "../with-stacks.js";
import { jsonOption } from "./options.js";

interface Flags {
  readonly stack?: string;
  readonly json?: true;
}

/** `output`: what the last apply left in the state's outputs. */
export function outputCommand(given: CommandContext): Command {
  return withExamples(
    new Command("output").description("show outputs; one by name is shown in clear"),
    ["output", "all outputs, secrets hidden"],
    ["output address", "one, as it is: for a script, and a secret in clear"],
    ["output --json --stack web", "for a program"],
  )
    .argument("[name]", "the output")
    .option("--stack <name>", "the stack, if the app has several")
    .option(...jsonOption)
    .action((name: string | undefined, flags: Flags) =>
      speak(given, flags, (context) =>
        withStacks(context, { names: flags.stack === undefined ? [] : [flags.stack] }, async (stack) => {
          const outputs = await stack.outputs();
          if (name === undefined) {
            for (const output of outputs) showOutput(context, stack.name, output);
            return 0;
          }
          const asked = outputs.find((output) => output.name === name);
          if (asked === undefined)
            return refuse(`${stack.name} has no output "${name}"`, {
              detail: `It has: ${outputs.map((output) => output.name).join(", ") || "none"}.`,
            });
          context.tell({ kind: "output", stack: stack.name, ...asked });
          context.terminal.write(
            `${typeof asked.value === "string" ? asked.value : JSON.stringify(asked.value)}\n`,
          );
          return 0;
        }),
      ),
    );
}
