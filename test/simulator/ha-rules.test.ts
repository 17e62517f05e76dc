import { describe, expect, it } from "vitest";

import { guest, isRunning, manage, nodeOf, rowOf, rule, simulation, until } from "./ha-cluster.js";

describe("a rule about nodes", () => {
  it("moves a guest to the node that is preferred, and back to it when that is there again", async () => {
    await guest(100);
    await manage(100);
    await rule("r1", { type: "node-affinity", resources: "vm:100", nodes: "pve2:2,pve3:1" });
    await until(100, "pve2");
    await simulation.nodes.get("pve2")!.down();
    await until(100, "pve3");
    await simulation.nodes.get("pve2")!.up();
    await until(100, "pve2");
  });

  it("does not bring a guest back that is to stay where it is", async () => {
    await guest(100);
    await manage(100, { failback: 0 });
    await rule("r1", { type: "node-affinity", resources: "vm:100", nodes: "pve1:2,pve3:1" });
    await until(100, "pve1");
    await simulation.nodes.get("pve1")!.down();
    await until(100, "pve3");
    await simulation.nodes.get("pve1")!.up();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(nodeOf(100)).toBe("pve3");
  });

  it("that is strict lets a guest be nowhere else, and says so to who wants to move it", async () => {
    await guest(100);
    await manage(100);
    await until(100, "pve1");
    await rule("r1", { type: "node-affinity", resources: "vm:100", nodes: "pve1", strict: 1 });
    expect(await simulation.get("/nodes/pve1/qemu/100/migrate")).toMatchObject({
      allowed_nodes: [],
      not_allowed_nodes: {
        pve2: { "blocking-ha-resources": [{ sid: "vm:100", cause: "node-affinity" }] },
      },
    });
    await simulation.nodes.get("pve1")!.down();
    await expect.poll(() => rowOf("service:vm:100"), { interval: 5 }).toMatchObject({ state: "recovery" });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(nodeOf(100)).toBe("pve1");
    await simulation.nodes.get("pve1")!.up();
    await until(100, "pve1");
  });
});

describe("a rule about resources", () => {
  it("brings together what is to be together, and moves it together", async () => {
    await guest(100);
    await guest(101, { node: "pve2" });
    for (const vmid of [100, 101]) await manage(vmid);
    await rule("r1", { type: "resource-affinity", resources: "vm:100,vm:101", affinity: "positive" });
    await until(101, "pve1");
    expect(await simulation.get("/nodes/pve1/qemu/100/migrate")).toMatchObject({
      "dependent-ha-resources": ["vm:101"],
    });
    expect(await simulation.post("/cluster/ha/resources/vm:100/migrate", { node: "pve3" })).toEqual({
      sid: "vm:100",
      "requested-node": "pve3",
      "comigrated-resources": ["vm:101"],
    });
    await until(100, "pve3");
    await until(101, "pve3");
  });

  it("keeps apart what is to be apart, and refuses to bring it together", async () => {
    for (const vmid of [100, 101]) await guest(vmid);
    for (const vmid of [100, 101]) await manage(vmid);
    await rule("r1", { type: "resource-affinity", resources: "vm:100,vm:101", affinity: "negative" });
    await expect.poll(() => nodeOf(100) !== nodeOf(101), { interval: 5 }).toBe(true);
    await expect.poll(() => isRunning(100) && isRunning(101), { interval: 5 }).toBe(true);
    const other = nodeOf(101)!;
    expect(await simulation.post("/cluster/ha/resources/vm:100/migrate", { node: other })).toMatchObject({
      "blocking-resources": [{ sid: "vm:101", cause: "resource-affinity" }],
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(nodeOf(100)).not.toBe(other);
  });
});
