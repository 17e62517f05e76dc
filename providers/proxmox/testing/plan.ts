import type { App } from "cdktf";

import type { Plan } from "../../../lib/engine/plan.js";
import type { Simulation } from "../simulator/simulation.js";
import { changesOf, warningsOf, type Changes } from "./changes.js";
import { withStacks, type TestOptions } from "./with-stacks.js";

/** What an apply would do. */
export interface Planned {
  /** What becomes of objects, by the path of their construct; empty if there is nothing to do. */
  readonly changes: Changes;
  /** What a person would be warned of. */
  readonly warnings: readonly string[];
  /** The whole plans, one for each stack. */
  readonly plans: readonly Plan[];
}

/**
 * Plans all stacks of an app against a simulated Proxmox VE: `expect((await plan(app, pve)).changes).toEqual({})`.
 * Throws with the text that a person would read where something is wrong.
 */
export async function plan(app: App, pve: Simulation, options: TestOptions = {}): Promise<Planned> {
  const { allowDataLoss = [] } = options;
  const work = { ...options, pve, order: "what is needed first" } as const;
  const results = await withStacks(app, work, async (stack) => {
    const made = await stack.plan({ allowDataLoss });
    return { made, warnings: warningsOf(made) };
  });
  const plans = results.map(({ made }) => made);
  return { plans, changes: changesOf(plans), warnings: results.flatMap(({ warnings }) => warnings) };
}
