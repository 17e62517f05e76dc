import { Command } from "commander";

import { hasChanges, isApplicable } from "../../engine/plan.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import type { Progress } from "../render/progress.js";
import { speak } from "../speak.js";
import { withStacks } from "../with-stacks.js";
import { applyPlan } from "./apply.js";
import { confirmed } from "./confirm.js";
import { withPlanOptions, type PlanFlags } from "./options.js";
import { requestOf, showPlan } from "./plan.js";

interface Flags extends PlanFlags {
  readonly yes?: true;
}

/** `destroy`: removes everything that the state holds, after naming the data that goes with it. */
export function destroyCommand(given: CommandContext): Command {
  return withPlanOptions(
    withExamples(
      new Command("destroy").description("remove everything that the stacks made"),
      ["destroy web", "names what goes, and asks for the stack's name"],
      ["destroy web --yes --allow-data-loss web/db", "without a question; the disks of web/db may go"],
      ["plan web --destroy", "what it would remove, and nothing done"],
    ),
  )
    .option("-y, --yes", "do not ask; data that may not be lost is refused all the same")
    .action((names: readonly string[], flags: Flags) =>
      speak(given, flags, async (context) => {
        const run = { listener: undefined as Progress | undefined };
        return withStacks(
          context,
          { names, variables: flags.var, mode: "destroy", listener: (event) => run.listener?.listen(event) },
          async (stack) => {
            let plan = await stack.plan({ ...requestOf(flags), mode: "destroy", signal: context.signal });
            const lost = plan.steps.flatMap(({ loses, address, construct }) =>
              loses.map((data) => `${construct ?? address}: ${data}`),
            );
            await showPlan(
              context,
              isApplicable(plan) || flags.yes === true
                ? plan
                : { ...plan, steps: plan.steps.map((step) => ({ ...step, diagnostics: [] })) },
            );
            if (!hasChanges(plan)) return 0;
            if (flags.yes === true && !isApplicable(plan)) return 1;
            // A person who types the stack's name after reading which data goes allows just that.
            if (flags.yes !== true) {
              if (lost.length > 0)
                context.terminal.write(
                  `Data that will be lost:\n${lost.map((line) => `  ${line}`).join("\n")}\n`,
                );
              if (!(await confirmed(context, { question: `Destroy ${stack.name}?`, expected: stack.name })))
                return 1;
              if (!isApplicable(plan))
                plan = await stack.plan({
                  ...requestOf(flags),
                  allowDataLoss: ["*"],
                  mode: "destroy",
                  signal: context.signal,
                });
            }
            return applyPlan(context, stack, { plan, flags: {}, run });
          },
        );
      }),
    );
}
