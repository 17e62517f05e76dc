import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";

import { Command } from "commander";

import { hasChanges, isApplicable, planDiagnostics, type Plan, type PlannedStep } from "../../engine/plan.js";
import { plansText } from "../../engine/plan-file.js";
import { shownValues } from "../../engine/shown-values.js";
import type { CommandContext, ExitCode } from "../context.js";
import { withExamples } from "../help/examples.js";
import { planText } from "../render/plan.js";
import { speak, type Speaking } from "../speak.js";
import { warn, withStacks } from "../with-stacks.js";
import { withPlanOptions, type PlanFlags } from "./options.js";

interface Flags extends PlanFlags {
  readonly out?: string;
  readonly destroy?: true;
}

/** `plan`: what an apply would do, and nothing done. */
export function planCommand(given: CommandContext): Command {
  return withPlanOptions(
    withExamples(
      new Command("plan").description("show what apply would do, and at which cost"),
      ["plan", "what would change in all stacks of the app"],
      ["plan web", "only the stack web"],
      [
        "plan web --detailed-exitcode",
        "exits with 2 if there is something to do: for a nightly look for drift",
      ],
      [
        "plan --out plan.json --json > shown.json",
        "kept for `apply --plan plan.json`, and told to a program",
      ],
      ["plan --replace web/db --target web/db", "make one object anew, and nothing else"],
    ),
  )
    .option("--out <file>", "keep the plan for `apply --plan <file>`")
    .option("--destroy", "plan the removal of everything")
    .action((names: readonly string[], flags: Flags) =>
      speak(given, flags, async (context) => {
        const plans: Plan[] = [];
        const mode = flags.destroy === true ? "destroy" : "apply";
        const code = await withStacks(context, { names, variables: flags.var, mode }, async (stack) => {
          const plan = await stack.plan({ ...requestOf(flags), mode, signal: context.signal });
          plans.push(plan);
          await showPlan(context, plan);
          return exitCodeOf(plan, flags.detailedExitcode);
        });
        if (flags.out !== undefined && code !== 1)
          await writeFile(resolve(context.folder, flags.out), plansText(plans), { mode: 0o600 });
        return code;
      }),
    );
}

/** What the flags ask of a plan. */
export function requestOf({ allowDataLoss, target, replace }: PlanFlags) {
  return {
    allowDataLoss: allowDataLoss ?? [],
    replace: replace ?? [],
    ...(target === undefined ? {} : { targets: target }),
  };
}

/** Shows a plan in words, and everything that it has to tell. */
export async function showPlan(context: Speaking, plan: Plan): Promise<void> {
  const { terminal } = context;
  const { colors, width } = terminal;
  terminal.write(`${planText(plan, { colors, width, summary: await summaries(context, plan) })}\n`);
  warn(
    context,
    planDiagnostics(plan).map((diagnostic) => ({
      ...diagnostic,
      ...(diagnostic.address === undefined ? addressOf(plan, diagnostic) : {}),
    })),
    plan.stack,
  );
}

/** Asks each new object's type for its own words. */
async function summaries(
  context: CommandContext,
  { steps }: Plan,
): Promise<(step: PlannedStep) => string | undefined> {
  const { catalog } = await context.provider();
  const types = [...new Set(steps.filter(({ action }) => action === "create").map(({ type }) => type))];
  const loaded = new Map(
    await Promise.all(types.map(async (type) => [type, await catalog[type]?.()] as const)),
  );
  return ({ type, planned = {} }) => loaded.get(type)?.rules?.summary?.(shownValues(planned));
}

function addressOf(plan: Plan, diagnostic: Plan["diagnostics"][number]) {
  const step = plan.steps.find(({ diagnostics }) => diagnostics.includes(diagnostic));
  return step === undefined ? {} : { address: step.construct ?? step.address };
}

function exitCodeOf(plan: Plan, detailed: true | undefined): ExitCode {
  if (!isApplicable(plan)) return 1;
  return detailed === true && hasChanges(plan) ? 2 : 0;
}
