import { refuse } from "../diagnostic/refusal.js";
import type { Neighbours } from "./neighbours.js";
import type { Plan } from "./plan.js";

/** Throws a refusal for a plan from a file that stands on what other stacks were to put out, and have not put out since. */
export function refuseUnapplied({ awaits, stack }: Plan, neighbours: Neighbours): void {
  const missing = awaits.filter((each) => !neighbours.wasApplied(each));
  if (missing.length === 0) return;
  const names = missing.join(", ");
  refuse(`the plan of "${stack}" stands on what is planned for ${names}`, {
    detail: `It is applied only together with that: apply the file without names. Or apply ${missing.join(" ")}, and plan ${stack} again.`,
  });
}
