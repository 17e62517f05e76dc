import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { Wire } from "./wire.js";

let simulation: Simulation;
let wire: Wire;
beforeEach(async () => {
  simulation = await simulate({ nodes: ["pve1", "pve2", "pve3"], rootPassword: "rootpass1" });
  wire = new Wire(simulation);
});
afterEach(async () => {
  await wire.close();
  await simulation.close();
});

const node = (name: string) => simulation.nodes.get(name)!;

async function finished(path: string, parameters: Record<string, string | number> = {}): Promise<void> {
  await simulation.world.tasks.ended(String(await simulation.post(path, parameters)));
}

describe("a cluster without quorum", () => {
  const permission =
    /^unable to open file '\/etc\/pve\/nodes\/pve1\/qemu-server\/100\.conf\.tmp\.\d+' - Permission denied$/;
  const post = (path: string, parameters = {}) => wire.ask(path, { verb: "POST", parameters });
  const put = (path: string, parameters = {}) => wire.ask(path, { verb: "PUT", parameters });

  beforeEach(async () => {
    await finished("/nodes/pve1/qemu", { vmid: 100, scsi0: "local:1" });
    await finished("/nodes/pve1/qemu/100/status/start");
    simulation.quorum.lose();
  });

  it("goes on reading, and says so", async () => {
    expect((await wire.ask("/cluster/status")).data).toContainEqual(
      expect.objectContaining({ type: "cluster", quorate: 0 }),
    );
    expect((await wire.ask("/nodes/pve1/qemu/100/config")).status).toBe(200);
    expect((await wire.ask("/nodes/pve2/status")).status).toBe(200);
  });

  it("lets no lock of the cluster be had", async () => {
    expect(await post("/access/users", { userid: "a@pve" })).toMatchObject({
      status: 500,
      reason: "create user failed: error during cfs-locked 'file-user_cfg' operation: no quorum!",
    });
    expect((await post("/storage", { storage: "st2", type: "dir", path: "/mnt/st2" })).reason).toBe(
      "create storage failed: error during cfs-locked 'file-storage_cfg' operation: no quorum!",
    );
    expect((await put("/cluster/options", { language: "de" })).reason).toBe(
      "error during cfs-locked 'file-datacenter_cfg' operation: no quorum!",
    );
  });

  it("creates and starts no guest, and changes none", async () => {
    expect((await post("/nodes/pve1/qemu", { vmid: 101 })).reason).toBe("cluster not ready - no quorum?");
    expect((await post("/nodes/pve1/qemu/100/status/start")).reason).toBe("cluster not ready - no quorum?");
    expect((await put("/nodes/pve1/qemu/100/config", { description: "a" })).reason).toMatch(permission);
    const { data: upid } = await put("/nodes/pve1/qemu/100/resize", { disk: "scsi0", size: "+1G" });
    await simulation.world.tasks.ended(String(upid));
    expect(simulation.world.tasks.find(String(upid)).exit).toMatch(permission);
  });

  it("lets guests be stopped, and people log in", async () => {
    await finished("/nodes/pve1/qemu/100/status/stop");
    expect(await simulation.get("/nodes/pve1/qemu/100/status/current")).toMatchObject({ status: "stopped" });
    const parameters = { username: "root@pam", password: "rootpass1" };
    expect((await wire.ask("/access/ticket", { verb: "POST", parameters, headers: {} })).status).toBe(200);
  });

  it("writes again when the quorum is back", async () => {
    simulation.quorum.regain();
    expect((await put("/nodes/pve1/qemu/100/config", { description: "a" })).status).toBe(200);
  });
});

describe("a part of a cluster", () => {
  it("has the quorum with more than half of the nodes, and the node that is cut off has none", async () => {
    await node("pve2").become("isolated");
    expect((await wire.ask("/pools", { verb: "POST", parameters: { poolid: "a" } })).status).toBe(200);
    const alone = { node: "pve2" };
    expect(
      (await wire.ask("/pools", { ...alone, verb: "POST", parameters: { poolid: "b" } })).reason,
    ).toContain("no quorum!");
    expect((await wire.ask("/cluster/status", alone)).data).toMatchObject([
      { quorate: 0 },
      { name: "pve1", online: 0 },
      { name: "pve2", online: 1, local: 1 },
      { name: "pve3", online: 0 },
    ]);
    expect(await wire.ask("/nodes/pve1/status", alone)).toMatchObject({
      status: 595,
      reason: "No route to host",
    });
    expect(await wire.ask("/nodes/pve2/status")).toMatchObject({ status: 595, reason: "No route to host" });
  });

  it("has none with one node of three, until another one is back", async () => {
    await node("pve2").down();
    await node("pve3").down();
    const pool = (poolid: string) => wire.ask("/pools", { verb: "POST", parameters: { poolid } });
    expect((await pool("a")).status).toBe(500);
    await node("pve3").up();
    expect((await pool("a")).status).toBe(200);
  });

  it("lets a node that boots wait for the quorum before it starts guests", async () => {
    await finished("/nodes/pve2/qemu", { vmid: 200, onboot: 1 });
    await node("pve2").down();
    await node("pve3").down();
    await node("pve1").become("isolated");
    await node("pve2").up();
    const started = simulation.world.tasks.list().find(({ type }) => type === "startall")!;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(started.lines).toEqual(["waiting for quorum ..."]);
    await node("pve3").up();
    await simulation.world.tasks.ended(started.upid);
    expect(started.lines).toEqual(["waiting for quorum ...", "got quorum", "Starting VM 200", "TASK OK"]);
  });
});
