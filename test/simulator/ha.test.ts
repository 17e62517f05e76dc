import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
  for (const vmid of [100, 101]) await finished("POST", "/nodes/pve1/qemu", { vmid });
});
afterEach(() => simulation.close());

const ask = (verb: string, path: string, parameters = {}): Promise<Answer> =>
  asked(simulation.world, { verb, path, parameters });

async function finished(verb: string, path: string, parameters = {}): Promise<void> {
  const { data } = await ask(verb, path, parameters);
  await simulation.world.tasks.ended(String(data));
}

async function until(status: string): Promise<void> {
  await expect
    .poll(async () => (await ask("GET", "/nodes/pve1/qemu/100/status/current")).data, { interval: 5 })
    .toMatchObject({ status });
}

describe("high availability", () => {
  it("shows every accepted write in the next read, under the guest's kind", async () => {
    await ask("POST", "/cluster/ha/resources", { sid: "100", comment: "one", max_restart: 3 });
    await ask("PUT", "/cluster/ha/resources/vm:100", { state: "stopped", delete: "comment" });
    const { data } = await ask("GET", "/cluster/ha/resources/100");
    expect(data).toMatchObject({ sid: "vm:100", type: "vm", state: "stopped", max_restart: 3 });
    expect(data).not.toHaveProperty("comment");
  });

  it("gives the digest that PVE's file would have, and refuses a write that was based on another", async () => {
    await ask("POST", "/cluster/ha/resources", {
      sid: "vm:100",
      state: "stopped",
      max_restart: 2,
      comment: "ha",
    });
    await ask("POST", "/cluster/ha/resources", { sid: "vm:101" });
    expect((await ask("GET", "/cluster/ha/resources/vm:100")).data).toMatchObject({
      digest: "12ec9c4ad7dcd79463a0bd445205b5d7bb6bcd47",
    });
    const late = await ask("PUT", "/cluster/ha/resources/vm:100", {
      state: "started",
      digest: "0".repeat(40),
    });
    expect(late.message).toMatch(/^update resources config failed: detected modified configuration/);
  });

  it("takes a resource that goes out of the rules that name it", async () => {
    for (const sid of ["vm:100", "vm:101"]) await ask("POST", "/cluster/ha/resources", { sid });
    const rule = { type: "node-affinity", nodes: "pve1" };
    await ask("POST", "/cluster/ha/rules", { ...rule, rule: "both", resources: "vm:101,vm:100" });
    await ask("DELETE", "/cluster/ha/resources/vm:100");
    expect((await ask("GET", "/cluster/ha/rules")).data).toMatchObject([
      { rule: "both", resources: "vm:101" },
    ]);
    await ask("DELETE", "/cluster/ha/resources/vm:101");
    expect((await ask("GET", "/cluster/ha/rules")).data).toEqual([]);
  });

  it("tells of a guest that it shall ignore that nobody manages it", async () => {
    const ha = async () => {
      const { data } = await ask("GET", "/nodes/pve1/qemu/100/status/current");
      return (data as { readonly ha: unknown }).ha;
    };
    await ask("POST", "/cluster/ha/resources", { sid: "vm:100", state: "ignored" });
    expect(await ha()).toEqual({ managed: 0 });
    await ask("PUT", "/cluster/ha/resources/vm:100", { state: "stopped" });
    expect(await ha()).toEqual({ managed: 1, state: "stopped" });
  });

  it("makes of a guest what its resource says, and tells the resource what is asked of the guest", async () => {
    await ask("POST", "/cluster/ha/resources", { sid: "vm:100", state: "started" });
    await until("running");
    const { data } = await ask("POST", "/nodes/pve1/qemu/100/status/stop");
    expect(data).toContain(":hastop:100:");
    await until("stopped");
    expect((await ask("GET", "/cluster/ha/resources/vm:100")).data).toMatchObject({ state: "stopped" });
    expect((await ask("GET", "/cluster/ha/status/current")).data).toContainEqual(
      expect.objectContaining({ id: "service:vm:100", state: "stopped", request_state: "stopped" }),
    );
  });

  it("keeps a guest that HA cares for, unless it is purged", async () => {
    await ask("POST", "/cluster/ha/resources", { sid: "vm:100", state: "stopped" });
    expect(await ask("DELETE", "/nodes/pve1/qemu/100")).toMatchObject({
      status: 500,
      message: "unable to remove VM 100 - used in HA resources and purge parameter not set.",
    });
    await finished("DELETE", "/nodes/pve1/qemu/100", { purge: 1 });
    expect((await ask("GET", "/cluster/ha/resources")).data).toEqual([]);
  });
});
