import { describe, expect, it } from "vitest";

import { heldClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate } from "../../providers/proxmox/simulator/simulate.js";
import { ended, guest, isRunning, manage, nodeOf, rowOf, rule, simulation, until } from "./ha-cluster.js";
import { remote } from "./remote.js";

describe("a guest under HA", () => {
  it("is started where it is, and asked to move by a task that ends before it has moved", async () => {
    await guest(100);
    await manage(100);
    await until(100, "pve1");
    const upid = String(await simulation.post("/nodes/pve1/qemu/100/migrate", { target: "pve2", online: 1 }));
    await simulation.world.tasks.ended(upid);
    expect(upid).toContain(":hamigrate:100:");
    expect(simulation.world.tasks.find(upid).lines[0]).toBe(
      "Requesting HA migration for VM 100 to node pve2",
    );
    await until(100, "pve2");
    expect(isRunning(100)).toBe(true);
    expect(await simulation.get("/nodes/pve1/tasks", { typefilter: "qmigrate" })).toMatchObject([
      { id: "100", user: "root@pam", status: "OK" },
    ]);
  });

  it("is stopped and started for a relocation, and keeps running in a migration", async () => {
    await guest(100);
    await manage(100);
    await until(100, "pve1");
    expect(await simulation.post("/cluster/ha/resources/vm:100/relocate", { node: "pve3" })).toEqual({
      sid: "vm:100",
      "requested-node": "pve3",
    });
    await until(100, "pve3");
    const tasks = (await simulation.get("/nodes/pve1/tasks", { vmid: 100 })) as readonly { type: string }[];
    expect(tasks.map(({ type }) => type).slice(0, 2)).toEqual(["qmigrate", "qmshutdown"]);
  });

  it("tells what the manager knows, beside what is wanted of it", async () => {
    await guest(100);
    await manage(100, { comment: "web" });
    expect(await rowOf("service:vm:100")).toMatchObject({ state: "queued", request_state: "started" });
    await until(100, "pve1");
    expect(await rowOf("service:vm:100")).toMatchObject({
      crm_state: "started",
      status: "vm:100 (pve1, started)",
      comment: "web",
    });
    expect(await rowOf("master")).toMatchObject({ node: "pve1" });
    expect((await rowOf("lrm:pve1"))?.status).toMatch(/^pve1 \(active, /);
    expect((await rowOf("lrm:pve2"))?.status).toMatch(/^pve2 \(idle, /);
    expect(await simulation.get("/cluster/ha/status/manager_status")).toMatchObject({
      manager_status: {
        master_node: "pve1",
        node_status: { pve1: "online", pve2: "online", pve3: "online" },
        service_status: { "vm:100": { state: "started", node: "pve1", running: 1 } },
      },
      quorum: { node: "pve1", quorate: "1" },
    });
    const resources = (await simulation.get("/cluster/resources", { type: "vm" })) as readonly object[];
    expect(resources).toMatchObject([{ vmid: 100, hastate: "started" }]);
  });
});

describe("a node that goes down", () => {
  it("loses its guests to other nodes, after it was fenced", async () => {
    await guest(100);
    await manage(100);
    await until(100, "pve1");
    const before = simulation.clock.now();
    await simulation.nodes.get("pve1")!.down();
    await expect.poll(() => isRunning(100), { interval: 5 }).toBe(true);
    expect(simulation.clock.now() - before).toBeGreaterThanOrEqual(120_000);
    expect(nodeOf(100)).not.toBe("pve1");
    const [start] = (await simulation.get(`/nodes/${nodeOf(100)}/tasks`, { vmid: 100 })) as readonly object[];
    expect(start).toMatchObject({ type: "qmstart", user: "root@pam", status: "OK" });
  });

  it("keeps them if it is back soon", async () => {
    const held = await simulate({ nodes: ["pve1", "pve2", "pve3"], clock: heldClock() });
    try {
      const made = await held.post("/nodes/pve1/qemu", { vmid: 100 });
      await held.post("/cluster/ha/resources", { sid: "vm:100" }).catch(() => undefined);
      await held.clock.advance(5000);
      expect(held.world.tasks.find(String(made)).exit).toBe("OK");
      await held.clock.advance(30_000);
      expect(held.world.guests.get(100)?.running).toBeDefined();
      await held.nodes.get("pve1")!.down();
      await held.clock.advance(75_000);
      expect(await held.get("/cluster/ha/status/manager_status")).toMatchObject({
        manager_status: { node_status: { pve1: "fence" }, service_status: { "vm:100": { state: "fence" } } },
      });
      await held.nodes.get("pve1")!.up();
      await held.clock.advance(30_000);
      expect(held.world.guests.get(100)).toMatchObject({ node: "pve1" });
      expect(held.world.guests.get(100)?.running).toBeDefined();
    } finally {
      await held.close();
    }
  });

  it("leaves behind what HA does not care for", async () => {
    await guest(100);
    await guest(101);
    await manage(100);
    await until(100, "pve1");
    await simulation.nodes.get("pve1")!.down();
    await expect.poll(() => nodeOf(100), { interval: 5 }).not.toBe("pve1");
    expect(nodeOf(101)).toBe("pve1");
  });

  it("takes the disks with it that it alone had: the guest can't be started elsewhere, and that ends in an error", async () => {
    await guest(100, { disk: "local:1" });
    await manage(100, { max_restart: 0, max_relocate: 0 });
    await until(100, "pve1");
    await simulation.nodes.get("pve1")!.down();
    await expect.poll(() => rowOf("service:vm:100"), { interval: 5 }).toMatchObject({ state: "error" });
    const [start] = (await simulation.get(`/nodes/${nodeOf(100)}/tasks`, { vmid: 100 })) as readonly object[];
    expect(start).toMatchObject({ status: "volume 'local:100/vm-100-disk-0.raw' does not exist" });
  });

  it("is waited for where nobody else has the quorum", async () => {
    await guest(100);
    await manage(100);
    await until(100, "pve1");
    await simulation.nodes.get("pve2")!.down();
    await simulation.nodes.get("pve1")!.down();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(nodeOf(100)).toBe("pve1");
    await simulation.nodes.get("pve2")!.up();
    await expect.poll(() => isRunning(100), { interval: 5 }).toBe(true);
    expect(nodeOf(100)).not.toBe("pve1");
  });
});

describe("a node that is cut off", () => {
  it("resets itself before others take over what it runs", async () => {
    await guest(100);
    await guest(101);
    await ended(simulation.post("/nodes/pve1/qemu/101/status/start"));
    await manage(100);
    await until(100, "pve1");
    await simulation.nodes.get("pve1")!.become("isolated");
    await expect.poll(() => nodeOf(100), { interval: 5 }).not.toBe("pve1");
    expect(isRunning(101)).toBe(false);
  });
});

describe("a guest that can't be started", () => {
  const starts = async (node: string) =>
    (
      (await simulation.get(`/nodes/${node}/tasks`, {
        vmid: 100,
        typefilter: "qmstart",
      })) as readonly object[]
    ).length;

  it("is tried again on its node, then on another one", async () => {
    await guest(100);
    simulation.faults.add({ when: { task: "qmstart", node: "pve1" }, then: { fail: "start failed" } });
    await manage(100, { max_restart: 2, max_relocate: 1 });
    await expect.poll(() => isRunning(100), { interval: 5 }).toBe(true);
    expect(nodeOf(100)).not.toBe("pve1");
    expect(await starts("pve1")).toBe(3);
  });

  it("ends in an error, from which disabling it leads out", async () => {
    await guest(100);
    const { id } = simulation.faults.add({ when: { task: "qmstart" }, then: { fail: "start failed" } });
    await manage(100, { max_restart: 1, max_relocate: 1 });
    await expect.poll(() => rowOf("service:vm:100"), { interval: 5 }).toMatchObject({ state: "error" });
    simulation.faults.remove(id);
    await simulation.put("/cluster/ha/resources/vm:100", { state: "disabled" });
    await expect.poll(() => rowOf("service:vm:100"), { interval: 5 }).toMatchObject({ state: "disabled" });
    await simulation.put("/cluster/ha/resources/vm:100", { state: "started" });
    await expect.poll(() => isRunning(100), { interval: 5 }).toBe(true);
  });
});

describe("a guest that can't be moved to where it is preferred", () => {
  it("stays, and is tried again when somebody has done something", async () => {
    await guest(100);
    await manage(100);
    await until(100, "pve1");
    const { id } = simulation.faults.add({ when: { task: "qmigrate" }, then: { fail: "migration aborted" } });
    await rule("r1", { type: "node-affinity", resources: "vm:100", nodes: "pve2" });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(simulation.faults.list()).toMatchObject([{ struck: 1 }]);
    expect(await rowOf("service:vm:100")).toMatchObject({ state: "started", node: "pve1" });
    simulation.faults.remove(id);
    await simulation.put("/cluster/ha/resources/vm:100", { comment: "once more" });
    await until(100, "pve2");
  });
});

describe("a node's maintenance", () => {
  it("is asked for on the command line: the guests leave, and come back", async () => {
    await guest(100);
    await manage(100);
    await until(100, "pve1");
    const root = await remote(simulation, { username: "root", password: "rootpass1" });
    await root.run("ha-manager crm-command node-maintenance enable pve1");
    await expect.poll(() => nodeOf(100), { interval: 5 }).not.toBe("pve1");
    await until(100, nodeOf(100)!);
    expect((await rowOf("lrm:pve1"))?.status).toMatch(/^pve1 \(maintenance mode, /);
    expect((await root.run("ha-manager status")).stdout).toContain(
      `service vm:100 (${nodeOf(100)}, started)`,
    );
    await root.run("ha-manager crm-command node-maintenance disable pve1");
    await until(100, "pve1");
    root.end();
  });
});
