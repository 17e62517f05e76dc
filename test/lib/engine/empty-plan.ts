import type { Plan } from "../../../lib/engine/plan.js";

/** A plan with nothing in it, for tests that say the rest. */
export const emptyPlan: Plan = {
  format: 1,
  stack: "web",
  mode: "apply",
  request: { allowDataLoss: [], replace: [] },
  salt: "",
  made: 0,
  blueprint: "",
  state: { lineage: null, serial: 0 },
  awaits: [],
  steps: [],
  reads: [],
  drift: [],
  outputs: [],
  checks: [],
  diagnostics: [],
};
