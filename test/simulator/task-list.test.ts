import { expect, it } from "vitest";

import { simulate } from "../../providers/proxmox/simulator/simulate.js";

it("lists what has ended unless what runs is asked for", async () => {
  const simulation = await simulate();
  const upid = String(await simulation.post("/nodes/pve1/startall"));
  await simulation.world.tasks.ended(upid);
  expect(await simulation.get("/nodes/pve1/tasks")).toMatchObject([{ upid, status: "OK" }]);
  expect(await simulation.get("/nodes/pve1/tasks", { source: "active" })).toEqual([]);
  await simulation.close();
});
