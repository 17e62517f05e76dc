import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { heldClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { remote } from "./remote.js";

let simulation: Simulation;
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

async function ended(asked: Promise<unknown>): Promise<string | undefined> {
  const upid = String(await asked);
  await simulation.world.tasks.ended(upid);
  return simulation.world.tasks.find(upid).exit;
}

async function guest(vmid: number, { node = "pve1", disk = "nfs1:1" } = {}): Promise<void> {
  expect(await ended(simulation.post(`/nodes/${node}/qemu`, { vmid, scsi0: disk }))).toBe("OK");
}

const manage = (vmid: number, parameters: Parameters = {}) =>
  simulation.post("/cluster/ha/resources", { sid: `vm:${vmid}`, ...parameters });
const rule = (name: string, parameters: Parameters) =>
  simulation.post("/cluster/ha/rules", { rule: name, ...parameters });
const nodeOf = (vmid: number) => simulation.world.guests.get(vmid)?.node;
const isRunning = (vmid: number) => simulation.world.guests.get(vmid)?.running !== undefined;

interface Row {
  readonly id: string;
  readonly state?: string;
  readonly node: string;
  readonly status: string;
}

async function rowOf(id: string): Promise<Row | undefined> {
  const rows = (await simulation.get("/cluster/ha/status/current")) as readonly Row[];
  return rows.find((row) => row.id === id);
}

async function until(vmid: number, node: string, state = "started"): Promise<void> {
  await expect
    .poll(() => rowOf(`service:vm:${vmid}`), { interval: 5, timeout: 3000 })
    .toMatchObject({ state, node });
}

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
