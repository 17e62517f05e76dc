import { resolve } from "node:path";

import { Command } from "commander";

import { diagnosticsOf, refuse } from "../../diagnostic/refusal.js";
import { hasChanges, isApplicable, type Plan } from "../../engine/plan.js";
import type { ApplyResult, Stack } from "../../engine/stack.js";
import type { CommandContext, ExitCode } from "../context.js";
import { withExamples } from "../help/examples.js";
import { Progress } from "../render/progress.js";
import { showOutput } from "../show-output.js";
import { speak, type Speaking } from "../speak.js";
import { warn, withStacks } from "../with-stacks.js";
import { confirmed } from "./confirm.js";
import { withPlanOptions, type PlanFlags } from "./options.js";
import { requestOf, showPlan } from "./plan.js";
import { readPlans } from "./read-plans.js";

interface Flags extends PlanFlags {
  readonly yes?: true;
  readonly plan?: string;
  readonly parallelism?: string;
}

/** `apply`: plans, asks, and does it. */
export function applyCommand(given: CommandContext): Command {
  return withPlanOptions(
    withExamples(
      new Command("apply").description("make it so: plan, ask, and do it"),
      ["apply", "plan, ask, and do it"],
      ["apply web --yes", "without a question: in a pipeline"],
      [
        "apply --plan plan.json --yes",
        "what was looked at, and nothing else; refused if the state has moved since",
      ],
      ["apply --allow-data-loss web/db", "the disks of web/db may go"],
      ["apply web --yes --json", "each event as one line of JSON"],
    ),
  )
    .option("-y, --yes", "do not ask; without a terminal nothing is asked, and this must be said")
    .option("--plan <file>", "apply the plan that `plan --out` kept; refused if the state has moved since")
    .option("--parallelism <number>", "steps at a time; 10 if not said")
    .action((names: readonly string[], flags: Flags) =>
      speak(given, flags, async (context) => {
        const run = { listener: undefined as Progress | undefined };
        const kept = await keptPlans(context, { names, file: flags.plan });
        if (kept === "refused") return 1;
        return withStacks(
          context,
          {
            names: kept === undefined ? names : kept.map(({ stack }) => stack),
            variables: flags.var,
            mode: kept?.[0]?.mode,
            listener: (event) => run.listener?.listen(event),
          },
          async (stack) => {
            const plan =
              kept?.find((each) => each.stack === stack.name) ??
              (await stack.plan({ ...requestOf(flags), signal: context.signal }));
            await showPlan(context, plan);
            if (!isApplicable(plan)) return 1;
            if (!hasChanges(plan)) return 0;
            if (
              flags.yes !== true &&
              kept === undefined &&
              !(await confirmed(context, { question: `Apply this to ${stack.name}?`, expected: "yes" }))
            )
              return 1;
            return applyPlan(context, stack, { plan, flags, run });
          },
        );
      }),
    );
}

interface Applying {
  readonly plan: Plan;
  readonly flags: Pick<Flags, "parallelism">;
  readonly run: { listener: Progress | undefined };
}

/** Applies a plan, shows how it goes, and tells what came of it. */
export async function applyPlan(
  context: Speaking,
  stack: Stack,
  { plan, flags, run }: Applying,
): Promise<ExitCode> {
  const { terminal, signal } = context;
  const progress = new Progress(terminal, plan);
  run.listener = progress;
  const parallelism = Number(flags.parallelism ?? 10);
  const result = await stack.apply(plan, {
    signal,
    ...(Number.isInteger(parallelism) && parallelism > 0 ? { parallelism } : {}),
  });
  progress.close(result, stack.statePath);
  tellResult(context, stack, result);
  warn(context, result.diagnostics, stack.name);
  for (const output of result.outputs) showOutput(context, stack.name, output);
  return result.outcome === "done" ? 0 : 1;
}

function tellResult(context: Speaking, { name: stack, statePath }: Stack, result: ApplyResult): void {
  const { outcome, finished, failed, skipped } = result;
  for (const diagnostic of failed.flatMap(({ diagnostics }) => diagnostics))
    context.tell({ kind: "diagnostic", stack, ...diagnostic });
  context.tell({
    kind: "applied",
    stack,
    outcome,
    finished: finished.length,
    failed: failed.length,
    skipped: skipped.length,
    statePath,
  });
}

/** The plans of a file for the stacks that are meant; each of them must be in it. */
async function keptPlans(
  context: Speaking,
  { names, file }: { readonly names: readonly string[]; readonly file: string | undefined },
): Promise<readonly Plan[] | "refused" | undefined> {
  if (file === undefined) return undefined;
  try {
    const plans = await readPlans(resolve(context.folder, file));
    const planned = plans.map(({ stack }) => stack);
    for (const name of names)
      if (!planned.includes(name))
        refuse(`${file} holds no plan of the stack "${name}"`, {
          detail: `It holds those of: ${planned.join(", ")}. Nothing was applied.`,
        });
    return plans.filter(({ stack }) => names.length === 0 || names.includes(stack));
  } catch (thrown) {
    warn(context, diagnosticsOf(thrown));
    return "refused";
  }
}
