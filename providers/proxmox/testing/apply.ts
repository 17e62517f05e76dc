import type { App } from "cdktf";

import type { Simulation } from "../simulator/simulation.js";
import { asOne, carryOut, type Applied } from "./carry-out.js";
import { withStacks, type TestOptions } from "./with-stacks.js";

/**
 * Applies all stacks of an app to a simulated Proxmox VE, each after those that it refers to. The states are kept as
 * long as the simulation, so that a second apply changes what is there. Throws with the text that a person would read
 * where something is wrong.
 */
export async function apply(app: App, pve: Simulation, options: TestOptions = {}): Promise<Applied> {
  const { allowDataLoss = [] } = options;
  const work = { ...options, pve, order: "what is needed first" } as const;
  return asOne(await withStacks(app, work, async (stack) => carryOut(stack, { allowDataLoss })));
}
