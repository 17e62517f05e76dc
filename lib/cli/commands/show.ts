import { resolve } from "node:path";

import { Command } from "commander";

import type { StateEntry } from "../../engine/stack.js";
import type { CommandContext, ExitCode } from "../context.js";
import { withExamples } from "../help/examples.js";
import { entryText } from "../render/entry.js";
import { failed, withStacks } from "../with-stacks.js";
import { showPlan } from "./plan.js";
import { readPlans } from "./read-plans.js";

interface Flags {
  readonly json?: true;
}

/** `show`: a kept plan, or what the state holds. */
export function showCommand(context: CommandContext): Command {
  return withExamples(
    new Command("show").description("show a kept plan, or all that the state holds"),
    ["show", "all that the state holds"],
    ["show plan.json", "a kept plan, word for word"],
    ["show plan.json --json", "the same for a program"],
  )
    .argument("[plan]", "a plan that `plan --out` kept; the state if none is named")
    .option("--json", "print one JSON document instead of text")
    .action(async (plan: string | undefined, flags: Flags) =>
      context.exit(
        plan === undefined
          ? await showState(context, flags)
          : await showKept(context, resolve(context.folder, plan), flags).catch((thrown: unknown) =>
              failed(context, thrown),
            ),
      ),
    );
}

async function showKept(context: CommandContext, file: string, { json }: Flags): Promise<ExitCode> {
  const plans = await readPlans(file);
  for (const plan of plans) await showPlan(context, plan, json);
  if (json === true)
    context.terminal.write(`${JSON.stringify(plans.length === 1 ? plans[0] : plans, undefined, 2)}\n`);
  return 0;
}

async function showState(context: CommandContext, { json }: Flags): Promise<ExitCode> {
  const { terminal } = context;
  const shown: { readonly stack: string; readonly objects: readonly StateEntry[] }[] = [];
  const code = await withStacks(context, { names: [] }, async (stack) => {
    shown.push({ stack: stack.name, objects: await stack.entries() });
    return 0;
  });
  if (code !== 0) return code;
  if (json === true) terminal.write(`${JSON.stringify(shown, undefined, 2)}\n`);
  else
    for (const { stack, objects } of shown)
      terminal.write(
        [
          `${terminal.colors.bold(stack)}  ${objects.length === 0 ? "nothing in its state" : `${objects.length} in its state`}\n`,
          ...objects.map(entryText),
        ].join("\n"),
      );
  return code;
}
