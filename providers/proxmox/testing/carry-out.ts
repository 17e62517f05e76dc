import { Refusal } from "../../../lib/diagnostic/refusal.js";
import { hasChanges, type Plan } from "../../../lib/engine/plan.js";
import type { Output, PlanOptions, Stack } from "../../../lib/engine/stack.js";
import type { Value } from "../../../lib/value/value.js";
import { changesOf, nameOf, warningsOf, type Changes } from "./changes.js";
import { told } from "./complaint.js";

/** What was done. */
export interface Applied {
  /** What became of objects, by the path of their construct; empty if there was nothing to do. */
  readonly changes: Changes;
  /** The outputs of each stack, secrets among them: `outputs["web"]["address"]`. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** What a person would be warned of. */
  readonly warnings: readonly string[];
}

interface CarriedOut {
  readonly plan: Plan;
  readonly outputs: readonly Output[];
  readonly warnings: readonly string[];
}

/** Plans a stack and does what is planned. Throws where a step fails. */
export async function carryOut(stack: Stack, options: PlanOptions): Promise<CarriedOut> {
  const plan = await stack.plan(options);
  const warnings = warningsOf(plan);
  if (!hasChanges(plan)) return { plan, warnings, outputs: await stack.outputs() };
  const { outcome, failed, diagnostics, outputs } = await stack.apply(plan);
  if (outcome !== "done")
    throw new Refusal([
      ...diagnostics,
      ...failed.flatMap((step) =>
        step.diagnostics.map((diagnostic) => ({ ...diagnostic, construct: nameOf(step) })),
      ),
    ]);
  return { plan, outputs, warnings: [...warnings, ...diagnostics.map((diagnostic) => told([diagnostic]))] };
}

/** What came of several stacks, as one. */
export function asOne(stacks: readonly CarriedOut[]): Applied {
  return {
    changes: changesOf(stacks.map(({ plan }) => plan)),
    outputs: Object.fromEntries(
      stacks.map(({ plan, outputs }) => [
        plan.stack,
        Object.fromEntries(outputs.map(({ name, value }) => [name, value])),
      ]),
    ),
    warnings: stacks.flatMap(({ warnings }) => warnings),
  };
}
