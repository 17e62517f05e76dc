import { join } from "node:path";
import type { App } from "cdktf";

import { Neighbours } from "../../../lib/engine/neighbours.js";
import { openStack } from "../../../lib/engine/open-stack.js";
import type { Stack } from "../../../lib/engine/stack.js";
import { proxmox } from "../provider.js";
import type { Simulation } from "../simulator/simulation.js";
import { complaint } from "./complaint.js";
import { reaching } from "./reaching.js";
import { synthesize } from "./synthesize.js";

export interface TestOptions {
  /** Values of the app's variables and secrets, by name. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Objects whose data may be lost, by construct path; `*` stands for all. None if not said. */
  readonly allowDataLoss?: readonly string[];
}

interface Work extends TestOptions {
  readonly pve: Simulation;
  readonly order: "what is needed first" | "what is needed last";
}

/** Synthesizes an app and does something with each of its stacks, in their order. Throws what a person would be told. */
export async function withStacks<Result>(
  app: App,
  { pve, order, variables = {} }: Work,
  handle: (stack: Stack) => Promise<Result>,
): Promise<readonly Result[]> {
  // Beside the nodes' files, so that states end with the simulation, or are kept with it; no node has such a name.
  const folder = join(pve.world.directory, ".stacks");
  try {
    const { stacks } = await synthesize(app, { folder, provider: reaching(pve) });
    const results: Result[] = [];
    const neighbours = new Neighbours();
    for (const source of order === "what is needed first" ? stacks : stacks.toReversed()) {
      const stack = await openStack({ source, provider: proxmox, environment: {}, variables, neighbours });
      try {
        results.push(await handle(stack));
      } finally {
        await stack.close();
      }
    }
    return results;
  } catch (thrown) {
    throw complaint(thrown);
  }
}
