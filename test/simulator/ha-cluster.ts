import { afterEach, beforeEach, expect } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";

export let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate({ nodes: ["pve1", "pve2", "pve3"], ssh: true, rootPassword: "rootpass1" });
  await simulation.post("/storage", {
    storage: "nfs1",
    type: "nfs",
    server: "192.0.2.200",
    export: "/export",
    content: "images",
  });
});
afterEach(() => simulation.close());

type Parameters = Readonly<Record<string, string | number>>;

export async function ended(asked: Promise<unknown>): Promise<string | undefined> {
  const upid = String(await asked);
  await simulation.world.tasks.ended(upid);
  return simulation.world.tasks.find(upid).exit;
}

export async function guest(vmid: number, { node = "pve1", disk = "nfs1:1" } = {}): Promise<void> {
  expect(await ended(simulation.post(`/nodes/${node}/qemu`, { vmid, scsi0: disk }))).toBe("OK");
}

export const manage = (vmid: number, parameters: Parameters = {}) =>
  simulation.post("/cluster/ha/resources", { sid: `vm:${vmid}`, ...parameters });
export const rule = (name: string, parameters: Parameters) =>
  simulation.post("/cluster/ha/rules", { rule: name, ...parameters });
export const nodeOf = (vmid: number) => simulation.world.guests.get(vmid)?.node;
export const isRunning = (vmid: number) => simulation.world.guests.get(vmid)?.running !== undefined;

interface Row {
  readonly id: string;
  readonly state?: string;
  readonly node: string;
  readonly status: string;
}

export async function rowOf(id: string): Promise<Row | undefined> {
  const rows = (await simulation.get("/cluster/ha/status/current")) as readonly Row[];
  return rows.find((row) => row.id === id);
}

export async function until(vmid: number, node: string, state = "started"): Promise<void> {
  await expect
    .poll(() => rowOf(`service:vm:${vmid}`), { interval: 5, timeout: 3000 })
    .toMatchObject({ state, node });
}
