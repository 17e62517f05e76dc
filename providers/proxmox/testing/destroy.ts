import type { App } from "cdktf";

import type { Simulation } from "../simulator/simulation.js";
import { asOne, carryOut, type Applied } from "./carry-out.js";
import { withStacks, type TestOptions } from "./with-stacks.js";

/**
 * Removes all that an app's stacks made in a simulated Proxmox VE, what others need last. Data that may not be lost is
 * refused, as ever: `allowDataLoss: ["*"]`.
 */
export async function destroy(app: App, pve: Simulation, options: TestOptions = {}): Promise<Applied> {
  const { allowDataLoss = [] } = options;
  const work = { ...options, pve, order: "what is needed last" } as const;
  return asOne(
    await withStacks(app, work, async (stack) => carryOut(stack, { allowDataLoss, mode: "destroy" })),
  );
}
