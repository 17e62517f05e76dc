import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { leftOut } from "../../providers/proxmox/simulator/left-out.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
});
afterEach(() => simulation.close());

describe("a node", () => {
  it("knows the zones of places, and no administrative ones", async () => {
    const path = "/nodes/pve1/time";
    await simulation.put(path, { timezone: "Europe/Vienna" });
    expect(await simulation.get(path)).toMatchObject({ timezone: "Europe/Vienna" });
    const refused = await asked(simulation.world, { verb: "PUT", path, parameters: { timezone: "Etc/UTC" } });
    expect(refused.errors).toEqual({ timezone: "No such timezone" });
  });

  it("refuses notes that are based on other notes", async () => {
    const path = "/nodes/pve1/config";
    await simulation.put(path, { description: "a" });
    const { digest } = (await simulation.get(path)) as { digest: string };
    await simulation.put(path, { description: "b", digest });
    const refused = await asked(simulation.world, {
      verb: "PUT",
      path,
      parameters: { description: "c", digest },
    });
    expect(refused).toMatchObject({ status: 500 });
    expect(await simulation.get(path)).toMatchObject({ description: "b\n" });
  });

  it("stops and starts its services with tasks", async () => {
    const path = "/nodes/pve1/services/cron";
    await simulation.world.tasks.ended(String(await simulation.post(`${path}/stop`)));
    expect(await simulation.get(`${path}/state`)).toMatchObject({ state: "dead" });
    await simulation.world.tasks.ended(String(await simulation.post(`${path}/start`)));
    expect(await simulation.get(`${path}/state`)).toMatchObject({ state: "running" });
  });

  it("starts the guests that start by themselves", async () => {
    for (const [vmid, onboot] of [
      [100, 1],
      [101, 0],
    ] as const)
      await simulation.world.tasks.ended(String(await simulation.post("/nodes/pve1/qemu", { vmid, onboot })));
    await simulation.world.tasks.ended(String(await simulation.post("/nodes/pve1/startall")));
    const { guests } = simulation.world;
    expect([100, 101].map((vmid) => guests.get(vmid)?.running !== undefined)).toEqual([true, false]);
  });
});

describe("a method that is left out", () => {
  it("answers in its declared shape", async () => {
    expect(leftOut("9.2").map(({ method, path }) => `${method} ${path}`)).toContain(
      "GET /nodes/{node}/apt/repositories",
    );
    expect(await simulation.get("/nodes/pve1/apt/repositories")).toMatchObject({ files: [], errors: [] });
  });
});
