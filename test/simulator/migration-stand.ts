import { afterEach, beforeEach, expect } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";

export type Parameters = Readonly<Record<string, string | number>>;

/** Three nodes with a shared storage, anew for each test of the file, and what is asked of them. */
export function migrationStand() {
  let simulation: Simulation;
  beforeEach(async () => {
    simulation = await simulate({ nodes: ["pve1", "pve2", "pve3"] });
    await simulation.post("/storage", {
      storage: "nfs1",
      type: "nfs",
      server: "192.0.2.200",
      export: "/export",
      content: "images,rootdir,iso",
    });
  });
  afterEach(() => simulation.close());

  /** What a task was, how it ended, and its log without the times. */
  async function ended(asked: Promise<unknown>) {
    const upid = String(await asked);
    await simulation.world.tasks.ended(upid);
    const { type, exit, lines } = simulation.world.tasks.find(upid);
    return { type, exit, log: lines.map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /, "")) };
  }

  return {
    pve: () => simulation,
    ended,
    created: async (kind: "qemu" | "lxc", vmid: number, parameters: Parameters = {}): Promise<void> => {
      expect((await ended(simulation.post(`/nodes/pve1/${kind}`, { vmid, ...parameters }))).exit).toBe("OK");
    },
    started: (vmid: number, kind = "qemu") =>
      ended(simulation.post(`/nodes/pve1/${kind}/${vmid}/status/start`)),
    migrate: (vmid: number, parameters: Parameters = {}) =>
      simulation.post(`/nodes/pve1/qemu/${vmid}/migrate`, { target: "pve2", ...parameters }),
    conditions: async (vmid: number, kind = "qemu") =>
      (await simulation.get(`/nodes/pve1/${kind}/${vmid}/migrate`)) as Readonly<Record<string, unknown>>,
    config: (node: string, vmid: number, kind = "qemu") =>
      simulation.get(`/nodes/${node}/${kind}/${vmid}/config`),
    nodeOf: (vmid: number) => simulation.world.guests.get(vmid)?.node,
  };
}
