import type { PlannedStep } from "../../../lib/engine/plan.js";

/** A step that makes something of which nothing is said. */
export const emptyStep = {
  address: "toy.one",
  type: "toy",
  action: "create",
  changes: [],
  effect: "live",
  replacedBy: [],
  loses: [],
  dependsOn: [],
  diagnostics: [],
} as const satisfies PlannedStep;
