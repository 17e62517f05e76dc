import type { Tasks } from "../../schema/provider.js";
import { unmetNeeds } from "./check.js";
import { performCreate } from "./create.js";
import { performDelete } from "./delete.js";
import type { Outcome, Step, Surroundings } from "./step.js";
import { performUpdate } from "./update.js";

/**
 * Does one step: checks what it needs, re-reads before it writes, waits for tasks, reads back what came of it. Never
 * throws.
 */
export async function perform<C extends Tasks>(step: Step<C>, around: Surroundings<C>): Promise<Outcome> {
  const { prior, planned } = step;
  const unmet = await unmetNeeds(step, around);
  if (unmet.length > 0) return { instance: prior, diagnostics: unmet };
  if (planned === undefined)
    return prior === undefined
      ? { instance: undefined, diagnostics: [] }
      : performDelete({ ...step, prior }, around);
  return prior === undefined
    ? performCreate({ ...step, planned }, around)
    : performUpdate({ ...step, prior, planned }, around);
}
