import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { heldClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "./asked.js";

it("lists what has ended unless what runs is asked for", async () => {
  const simulation = await simulate();
  const upid = String(await simulation.post("/nodes/pve1/startall"));
  await simulation.world.tasks.ended(upid);
  expect(await simulation.get("/nodes/pve1/tasks")).toMatchObject([{ upid, status: "OK" }]);
  expect(await simulation.get("/nodes/pve1/tasks", { source: "active" })).toEqual([]);
  await simulation.close();
});

describe("the tasks of a cluster", () => {
  let simulation: Simulation;
  beforeEach(async () => {
    simulation = await simulate({ nodes: ["pve1", "pve2", "pve3"], clock: heldClock() });
  });
  afterEach(() => simulation.close());

  const types = async (question: Omit<Question, "verb" | "path"> = {}) => {
    const { data } = await asked(simulation.world, { verb: "GET", path: "/cluster/tasks", ...question });
    return (data as readonly { readonly node: string; readonly type: string; readonly user: string }[]).map(
      ({ node, type }) => `${node} ${type}`,
    );
  };
  const run = async (node: string, path: string, parameters = {}) => {
    const upid = String(await simulation.post(`/nodes/${node}${path}`, parameters));
    await simulation.clock.advance(1000);
    return upid;
  };

  it("are those of all nodes that are there: what runs, then the newest", async () => {
    await run("pve1", "/qemu", { vmid: 100 });
    await run("pve2", "/qemu", { vmid: 200 });
    await run("pve1", "/qemu/100/status/start");
    await run("pve1", "/qemu/100/status/shutdown", { timeout: 600 });
    await run("pve2", "/startall");
    expect(await types()).toEqual([
      "pve1 qmshutdown",
      "pve2 startall",
      "pve1 qmstart",
      "pve2 qmcreate",
      "pve1 qmcreate",
    ]);
    await simulation.nodes.get("pve2")!.down();
    expect(await types()).toEqual(["pve1 qmshutdown", "pve1 qmstart", "pve1 qmcreate"]);
  });

  it("are twenty-five of a node at most", async () => {
    for (let count = 0; count < 30; count++) await run("pve1", "/startall");
    expect((await types()).length).toBe(25);
    expect(await simulation.get("/nodes/pve1/tasks", { limit: 100 })).toHaveLength(30);
  });

  it("are one's own without the right to look at all", async () => {
    await simulation.post("/access/users", { userid: "carol@pve" });
    await simulation.put("/access/acl", { path: "/vms/300", users: "carol@pve", roles: "PVEVMAdmin" });
    await run("pve1", "/qemu", { vmid: 100 });
    await asked(simulation.world, {
      verb: "POST",
      path: "/nodes/pve2/qemu",
      parameters: { vmid: 300 },
      user: "carol@pve",
    });
    await simulation.clock.advance(1000);
    expect(await types({ user: "carol@pve" })).toEqual(["pve2 qmcreate"]);
  });
});
