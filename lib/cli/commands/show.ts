import { resolve } from "node:path";

import { Command } from "commander";

import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { CommandContext, ExitCode } from "../context.js";
import { withExamples } from "../help/examples.js";
import { entryText } from "../render/entry.js";
import { speak, type Speaking } from "../speak.js";
import { warn, withStacks } from "../with-stacks.js";
import { showPlan } from "./plan.js";
import { readPlans } from "./read-plans.js";
import { jsonOption } from "./options.js";

/** `show`: a kept plan, or what the state holds. */
export function showCommand(given: CommandContext): Command {
  return withExamples(
    new Command("show").description("show a kept plan, or all that the state holds"),
    ["show", "all that the state holds"],
    ["show plan.json", "a kept plan, word for word"],
    ["show plan.json --json", "the same for a program"],
  )
    .argument("[plan]", "a plan that `plan --out` kept; the state if none is named")
    .option(...jsonOption)
    .action((plan: string | undefined, flags: { readonly json?: true }) =>
      speak(given, flags, (context) =>
        plan === undefined ? showState(context) : showKept(context, resolve(context.folder, plan)),
      ),
    );
}

async function showKept(context: Speaking, file: string): Promise<ExitCode> {
  try {
    for (const plan of await readPlans(file)) {
      context.tell({ kind: "planned", stack: plan.stack, plan });
      await showPlan(context, plan);
    }
    return 0;
  } catch (thrown) {
    warn(context, diagnosticsOf(thrown));
    return 1;
  }
}

function showState(context: Speaking): Promise<ExitCode> {
  const { terminal } = context;
  return withStacks(context, { names: [] }, async (stack) => {
    const objects = await stack.entries();
    for (const entry of objects) context.tell({ kind: "object", stack: stack.name, ...entry });
    terminal.write(
      [
        `${terminal.colors.bold(stack.name)}  ${objects.length === 0 ? "nothing in its state" : `${objects.length} in its state`}\n`,
        ...objects.map(entryText),
      ].join("\n"),
    );
    return 0;
  });
}
