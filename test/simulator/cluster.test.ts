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

describe("a cluster", () => {
  it("answers at each node with the same objects, and each node says that it is the local one", async () => {
    await wire.ask("/pools", { verb: "POST", parameters: { poolid: "web" } });
    for (const name of ["pve1", "pve2", "pve3"]) {
      expect((await wire.ask("/pools", { node: name })).data).toMatchObject([{ poolid: "web" }]);
      const { data } = await wire.ask("/cluster/status", { node: name });
      const rows = data as readonly {
        readonly type: string;
        readonly name: string;
        readonly local?: number;
      }[];
      expect(rows[0]).toMatchObject({ type: "cluster", nodes: 3, quorate: 1 });
      expect(rows.filter(({ local }) => local === 1)).toMatchObject([{ name }]);
    }
    expect(new Set([...simulation.nodes.values()].map(({ endpoint }) => endpoint)).size).toBe(3);
    expect(new Set([...simulation.nodes.values()].map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  it("gives each node's fingerprint in the list of nodes, as clients pin it", async () => {
    const { data } = await wire.ask("/nodes");
    expect(data).toMatchObject(
      [...simulation.nodes.values()].map(({ name, fingerprint }) => ({
        node: name,
        ssl_fingerprint: fingerprint,
      })),
    );
  });

  it("takes a ticket of one node at another, and tells the cluster's name with it", async () => {
    const parameters = { username: "root@pam", password: "rootpass1" };
    const { data } = await wire.ask("/access/ticket", {
      node: "pve2",
      verb: "POST",
      parameters,
      headers: {},
    });
    const { ticket, clustername } = data as { readonly ticket: string; readonly clustername: string };
    expect(clustername).toBe("simulated");
    const headers = { cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` };
    expect((await wire.ask("/nodes/pve1/status", { node: "pve3", headers })).status).toBe(200);
  });

  it("carries a request to the node of its path, and means the asked node by localhost", async () => {
    const made = await wire.ask("/nodes/pve3/qemu", {
      node: "pve2",
      verb: "POST",
      parameters: { vmid: 100 },
    });
    expect(made.data).toMatch(/^UPID:pve3:/);
    await simulation.world.tasks.ended(String(made.data));
    const { data } = await wire.ask("/nodes/localhost/qemu", { node: "pve3" });
    expect(data).toMatchObject([{ vmid: 100 }]);
    expect((await wire.ask("/nodes/localhost/qemu", { node: "pve1" })).data).toEqual([]);
  });

  it("knows a task only at the node that it ran on", async () => {
    const { data: upid } = await wire.ask("/nodes/pve2/qemu", { verb: "POST", parameters: { vmid: 100 } });
    const status = (name: string) =>
      wire.ask(`/nodes/${name}/tasks/${encodeURIComponent(String(upid))}/status`);
    expect((await status("pve2")).status).toBe(200);
    const elsewhere = await status("pve1");
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.text).toContain("no such task");
  });

  it("looks in vain for the address of a node that it does not have", async () => {
    expect(await wire.ask("/nodes/pve7/status")).toMatchObject({
      status: 500,
      reason:
        "hostname lookup 'pve7' failed - failed to get address info for: pve7: Temporary failure in name resolution",
    });
  });
});

describe("a node of a cluster", () => {
  it("that has no power is not reached: 595, an empty body, the reason in the status line", async () => {
    await node("pve2").down();
    for (const [path, verb] of [
      ["/nodes/pve2/status", "GET"],
      ["/nodes/pve2/qemu", "POST"],
    ] as const) {
      const parameters: Record<string, number> = verb === "POST" ? { vmid: 300 } : {};
      const heard = await wire.ask(path, { verb, parameters });
      expect(heard).toMatchObject({ status: 595, reason: "No route to host", text: "" });
      // The recorded answers have no other header than this one, beside the date.
      expect(Object.keys(heard.headers).filter((name) => name !== "date")).toEqual(["connection"]);
    }
    await expect(wire.ask("/version", { node: "pve2" })).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await node("pve2").up();
    expect((await wire.ask("/version", { node: "pve2" })).status).toBe(200);
    expect((await wire.ask("/nodes/pve2/status")).status).toBe(200);
  });

  it("whose web server is stopped refuses what is carried to it, and counts as online", async () => {
    await node("pve2").become("refusing");
    expect(await wire.ask("/nodes/pve2/status")).toMatchObject({ status: 595, reason: "Connection refused" });
    expect((await wire.ask("/nodes")).data).toContainEqual(
      expect.objectContaining({ node: "pve2", status: "online" }),
    );
  });

  it("that hangs is waited for 30 seconds by the others", async () => {
    await node("pve2").become("hanging");
    const before = simulation.world.clock.now();
    expect(await wire.ask("/nodes/pve2/status")).toMatchObject({
      status: 596,
      reason: "Connection timed out",
      text: "",
    });
    expect(simulation.world.clock.now() - before).toBeGreaterThanOrEqual(30_000);
    const patience = AbortSignal.timeout(100);
    const silent = wire.ask("/version", { node: "pve2" });
    await Promise.race([silent, new Promise((resolve) => patience.addEventListener("abort", resolve))]);
    await node("pve2").up();
    expect((await wire.ask("/nodes/pve2/status")).status).toBe(200);
    await wire.close();
    await expect(silent).rejects.toThrow();
  });

  it("that is down is offline in all lists, and what is on it is unknown", async () => {
    await finished("/nodes/pve2/qemu", { vmid: 200, name: "web", tags: "a" });
    await node("pve2").down();
    expect((await wire.ask("/nodes")).data).toContainEqual(
      expect.objectContaining({ node: "pve2", status: "offline" }),
    );
    expect((await wire.ask("/cluster/status")).data).toContainEqual(
      expect.objectContaining({ id: "node/pve2", online: 0, ip: "192.0.2.11", nodeid: 2 }),
    );
    const { data } = await wire.ask("/cluster/resources");
    expect(data).toContainEqual({
      id: "qemu/200",
      type: "qemu",
      vmid: 200,
      node: "pve2",
      tags: "a",
      status: "unknown",
    });
    expect(data).toContainEqual({ id: "node/pve2", node: "pve2", type: "node", status: "offline" });
    expect(data).toContainEqual(
      expect.objectContaining({ id: "storage/pve2/local", status: "unknown", plugintype: "dir" }),
    );
    expect((await wire.ask("/nodes/pve1/qemu/200/config")).reason).toBe(
      "Configuration file 'nodes/pve1/qemu-server/200.conf' does not exist",
    );
    expect((await wire.ask("/cluster/nextid", { parameters: { vmid: 200 } })).text).toContain(
      "VM 200 already exists",
    );
  });

  it("that loses its power loses its guests and tasks, and starts at boot what starts at boot", async () => {
    for (const vmid of [200, 201]) {
      await finished("/nodes/pve2/qemu", { vmid, onboot: vmid === 200 ? 1 : 0 });
      await finished(`/nodes/pve2/qemu/${vmid}/status/start`);
    }
    const upid = String(await simulation.post("/nodes/pve2/qemu/201/status/shutdown", { timeout: 3600 }));
    await node("pve2").down();
    await simulation.world.tasks.ended(upid);
    await node("pve2").up();
    await expect
      .poll(() => simulation.get("/nodes/pve2/qemu/200/status/current"), { interval: 5 })
      .toMatchObject({ status: "running" });
    expect(await simulation.get("/nodes/pve2/qemu/201/status/current")).toMatchObject({ status: "stopped" });
    expect(await simulation.get(`/nodes/pve2/tasks/${encodeURIComponent(upid)}/status`)).toMatchObject({
      status: "stopped",
      exitstatus: "unexpected status",
    });
  });
});

describe("a lock of the cluster", () => {
  it("that somebody holds is waited for ten seconds", async () => {
    void simulation.hold({ file: "/etc/pve/priv/lock/file-user_cfg" }, 15_000);
    const pool = () => simulation.post("/pools", { poolid: "a" });
    await expect(pool()).rejects.toThrow(
      "create pool failed: error during cfs-locked 'file-user_cfg' operation: got lock request timeout",
    );
    expect(await pool()).toBeNull();
  });
});
