import { conform } from "../change/conform.js";
import { error, type Diagnostic } from "../diagnostic/diagnostic.js";
import { Refusal } from "../diagnostic/refusal.js";
import { worstEffect } from "../schema/effect.js";
import { equal } from "../value/equal.js";
import type { Plan, PlannedStep, StepAction } from "./plan.js";

/**
 * Throws a refusal where a plan from a file would do something else now. As in an apply, what the plan did not know may
 * have become anything, and a change that it only feared may have become less.
 */
export function conformPlan(saved: Plan, now: Plan): void {
  const diagnostics = differences(saved, now);
  if (diagnostics.length > 0) throw new Refusal(diagnostics);
}

function differences(saved: Plan, now: Plan): readonly Diagnostic[] {
  if (saved.stack !== now.stack) return [moved(`the plan is one of the stack "${saved.stack}"`)];
  if (saved.blueprint !== now.blueprint) return [moved("the code has changed since the plan was made")];
  if (saved.state.lineage !== now.state.lineage || saved.state.serial !== now.state.serial)
    return [moved("the state has changed since the plan was made")];
  const before = new Map(saved.steps.map((step) => [keyOf(step), step]));
  const after = new Map(now.steps.map((step) => [keyOf(step), step]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !isKept(before.get(key), after.get(key)))
    .map((key) => {
      const address = (after.get(key) ?? before.get(key))?.address;
      return error(`${key} has changed since the plan was made`, {
        ...(address === undefined ? {} : { address }),
        detail: "What the plan would do now is not what was shown. Plan again.",
      });
    });
}

function moved(what: string): Diagnostic {
  return error(what, { detail: "A plan is applied only to what it was made for. Plan again." });
}

function keyOf({ address, deposed }: PlannedStep): string {
  return deposed === undefined ? address : `${address} (deposed ${deposed})`;
}

/** Whether what was promised is what would be done: the action and the values, with secrets as fingerprints. */
function isKept(saved: PlannedStep | undefined, now: PlannedStep | undefined): boolean {
  if (saved === undefined || now === undefined) return false;
  return (
    mayBecome[saved.action].includes(now.action) &&
    worstEffect([saved.effect, now.effect]) === saved.effect &&
    equal(saved.prior ?? null, now.prior ?? null) &&
    conform(saved.planned ?? {}, now.planned ?? {}).length === 0 &&
    saved.movedFrom === now.movedFrom &&
    saved.imports === now.imports
  );
}

const mayBecome: Readonly<Record<StepAction, readonly StepAction[]>> = {
  none: ["none"],
  create: ["create"],
  update: ["update", "none"],
  replace: ["replace", "update", "none"],
  delete: ["delete"],
  forget: ["forget"],
};
