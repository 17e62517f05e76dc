import { expect } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";
import { ended, makeContainer, measuringNode, startGuest, type Values } from "./tables.js";

/** A node on which containers are made one after the other. */
export class ContainerBench {
  #next = 500;

  private constructor(readonly simulation: Simulation) {}

  static async start(): Promise<ContainerBench> {
    return new ContainerBench(await measuringNode());
  }

  get world(): World {
    return this.simulation.world;
  }

  /** An id that no container has yet. */
  freeId(): number {
    return this.#next++;
  }

  async made(parameters: Values = {}): Promise<number> {
    const vmid = this.freeId();
    const answer = await makeContainer(this.world, vmid, { rootfs: "local:1", ...parameters });
    expect(answer.data).toBe("OK");
    return vmid;
  }

  async running(parameters: Values = {}): Promise<number> {
    const vmid = await this.made(parameters);
    expect((await startGuest(this.world, vmid)).data).toBe("OK");
    return vmid;
  }

  /** Asks for something below `/nodes/pve1/lxc`; of a task, its end. */
  async ask(verb: string, path: string, parameters: Values = {}): Promise<Answer> {
    return ended(this.world, await asked(this.world, { verb, path: `/nodes/pve1/lxc/${path}`, parameters }));
  }

  /** Waits for every task that was started on the way. */
  async settled(): Promise<void> {
    await Promise.all(this.world.tasks.list().map(({ upid }) => this.world.tasks.ended(upid)));
  }

  close(): Promise<void> {
    return this.simulation.close();
  }
}
