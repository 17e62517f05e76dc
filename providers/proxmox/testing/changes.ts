import { hasErrors } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Plan, PlannedStep, StepAction } from "../../../lib/engine/plan.js";
import { told } from "./complaint.js";

/** What becomes of objects, by the path of their construct: `{ "web/vm": "create" }`. What stays as it is isn't there. */
export type Changes = Readonly<Record<string, Exclude<StepAction, "none">>>;

export function changesOf(plans: readonly Plan[]): Changes {
  return Object.fromEntries(
    plans
      .flatMap(({ steps }) => steps)
      .flatMap(({ action, ...step }) => (action === "none" ? [] : [[nameOf(step), action]])),
  );
}

/** One that has no place in the code any more is called by its address. */
export function nameOf({ construct, address }: Pick<PlannedStep, "construct" | "address">): string {
  return construct ?? address;
}

/** The warnings of a plan, each as a text. Throws the errors. */
export function warningsOf(plan: Plan): readonly string[] {
  const diagnostics = [
    ...plan.diagnostics,
    ...plan.steps.flatMap((step) =>
      step.diagnostics.map((diagnostic) => ({ ...diagnostic, construct: nameOf(step) })),
    ),
  ];
  if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
  return diagnostics.map((diagnostic) => told([diagnostic]));
}
