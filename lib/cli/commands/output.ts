import { Command } from "commander";

import { refuse } from "../../diagnostic/refusal.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { valueText } from "../render/value.js";
import { withStacks } from "../with-stacks.js";

/** `output`: what the last apply left in the state's outputs. */
export function outputCommand(context: CommandContext): Command {
  return withExamples(
    new Command("output").description("show outputs; one by name is shown in clear"),
    ["output", "all outputs, secrets hidden"],
    ["output address", "one, as it is: for a script, and a secret in clear"],
    ["output --json --stack web", "for a program"],
  )
    .argument("[name]", "the output")
    .option("--stack <name>", "the stack, if the app has several")
    .option("--json", "print one JSON document instead of text")
    .action(async (name: string | undefined, flags: { readonly stack?: string; readonly json?: true }) => {
      const code = await withStacks(
        context,
        { names: flags.stack === undefined ? [] : [flags.stack] },
        async (stack) => {
          const outputs = await stack.outputs();
          const chosen = name === undefined ? outputs : outputs.filter((output) => output.name === name);
          if (name !== undefined && chosen.length === 0)
            refuse(`${stack.name} has no output "${name}"`, {
              detail: `It has: ${outputs.map((output) => output.name).join(", ") || "none"}.`,
            });
          const [only] = chosen;
          if (flags.json === true) {
            const document = Object.fromEntries(
              chosen.map(({ name: each, value, sensitive }) => [
                each,
                { value: sensitive && name === undefined ? null : value, sensitive },
              ]),
            );
            context.terminal.write(`${JSON.stringify(document, undefined, 2)}\n`);
          } else if (name !== undefined && only !== undefined)
            context.terminal.write(
              `${typeof only.value === "string" ? only.value : JSON.stringify(only.value)}\n`,
            );
          else
            for (const { name: each, value, sensitive } of chosen)
              context.terminal.write(`${each} = ${sensitive ? "(secret)" : valueText(value)}\n`);
          return 0;
        },
      );
      context.exit(code);
    });
}
