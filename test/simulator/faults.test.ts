import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { Wire } from "./wire.js";

let simulation: Simulation;
let wire: Wire;
beforeEach(async () => {
  simulation = await simulate({ rootPassword: "rootpass1", nodes: ["pve1", "pve2"] });
  wire = new Wire(simulation);
});
afterEach(async () => {
  await wire.close();
  await simulation.close();
});

const pools = async () =>
  ((await simulation.get("/pools")) as readonly { readonly poolid: string }[]).map(({ poolid }) => poolid);
const addPool = (poolid: string) => wire.ask("/pools", { verb: "POST", parameters: { poolid } });

async function ended(upid: unknown): Promise<string> {
  await simulation.world.tasks.ended(String(upid));
  return simulation.world.tasks.find(String(upid)).exit ?? "running";
}

describe("a fault of a request", () => {
  it("answers an error instead of doing what was asked, at the second match alone", async () => {
    simulation.faults.add({
      when: { verb: "POST", path: "/pools", nth: 2 },
      then: { status: 503, message: "service unavailable" },
    });
    expect((await addPool("a")).status).toBe(200);
    expect(await addPool("b")).toMatchObject({ status: 503, reason: "service unavailable" });
    expect((await addPool("c")).status).toBe(200);
    expect(await pools()).toEqual(["a", "c"]);
    expect(simulation.faults.list()).toMatchObject([{ struck: 1 }]);
  });

  it("says what a proxy says in the status line alone", async () => {
    simulation.faults.add({
      when: { path: "/nodes/*/status" },
      then: { status: 596, message: "Broken pipe" },
    });
    expect(await wire.ask("/nodes/pve1/status")).toMatchObject({
      status: 596,
      reason: "Broken pipe",
      text: "",
    });
    expect((await wire.ask("/nodes/pve1/version")).status).toBe(200);
  });

  it("breaks the connection off before anything was done", async () => {
    simulation.faults.add({ when: { path: "/pools", nth: 1 }, then: { reset: "before" } });
    await expect(addPool("a")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await pools()).toEqual([]);
    expect((await addPool("a")).status).toBe(200);
    expect(simulation.requests).toMatchObject([{ status: undefined }, { status: 200 }]);
  });

  it("breaks the connection off after all was done", async () => {
    simulation.faults.add({ when: { path: "/pools", nth: 1 }, then: { reset: "after" } });
    await expect(addPool("a")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await pools()).toEqual(["a"]);
  });

  it("keeps the answer back, in real time, when all is done", async () => {
    simulation.faults.add({ when: { verb: "POST" }, then: { delay: 150 } });
    const started = performance.now();
    const slow = addPool("a");
    await expect.poll(pools, { interval: 5, timeout: 140 }).toEqual(["a"]);
    expect((await slow).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(145);
  });

  it("takes a ticket for too old, and lets tokens and a new login pass", async () => {
    const parameters = { username: "root@pam", password: "rootpass1" };
    const login = async () => {
      const { data } = await wire.ask("/access/ticket", { verb: "POST", parameters, headers: {} });
      const { ticket } = data as { readonly ticket: string };
      return { cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` };
    };
    const headers = await login();
    simulation.faults.add({ when: { nth: 1 }, then: { ticket: "expired" } });
    expect((await wire.ask("/version")).status).toBe(200);
    expect(await wire.ask("/version", { headers })).toMatchObject({ status: 401, text: "" });
    expect((await wire.ask("/version", { headers: await login() })).status).toBe(200);
  });

  it("is about the node that is asked, where it names one", async () => {
    simulation.faults.add({ when: { node: "pve2" }, then: { status: 500 } });
    expect((await wire.ask("/nodes/pve2/status", { node: "pve1" })).status).toBe(200);
    expect((await wire.ask("/nodes/pve1/status", { node: "pve2" })).status).toBe(500);
  });

  it.each([
    ["/nodes/{node}/qemu/{vmid}/config", "/nodes/pve1/qemu/100/config", true],
    ["/nodes/*/qemu/100/config", "/nodes/pve1/qemu/101/config", false],
    ["/nodes/**", "/nodes/pve1/qemu", true],
    ["/nodes/*", "/nodes/pve1/qemu", false],
    ["/cluster", "/cluster", true],
  ])("means with %s: %s, %s", async (pattern, path, isMeant) => {
    simulation.faults.add({ when: { path: pattern }, then: { status: 599 } });
    expect((await wire.ask(path)).status === 599).toBe(isMeant);
  });

  it("strikes no more when it is removed", async () => {
    const { id } = simulation.faults.add({ when: {}, then: { status: 500 } });
    expect((await wire.ask("/version")).status).toBe(500);
    simulation.faults.remove(id);
    expect((await wire.ask("/version")).status).toBe(200);
  });
});

describe("a fault of a task", () => {
  const create = (vmid: number) =>
    simulation.post("/nodes/pve1/qemu", { vmid, scsi0: "local:1", net0: "virtio,bridge=vmbr0" });

  it("lets it fail before it did anything, the second time", async () => {
    await ended(await create(100));
    simulation.faults.add({ when: { task: "qmstart", nth: 2 }, then: { fail: "start failed: got timeout" } });
    const start = () => simulation.post("/nodes/pve1/qemu/100/status/start");
    const stop = () => simulation.post("/nodes/pve1/qemu/100/status/stop");
    expect(await ended(await start())).toBe("OK");
    await ended(await stop());
    expect(await ended(await start())).toBe("start failed: got timeout");
    expect(await simulation.get("/nodes/pve1/qemu/100/status/current")).toMatchObject({ status: "stopped" });
    expect(await ended(await start())).toBe("OK");
  });

  it("lets it fail where its log says something, and the worker clears up", async () => {
    simulation.faults.add({
      when: { task: "qmcreate", id: 101 },
      then: { fail: "no space left on device", at: { line: "successfully created disk" } },
    });
    expect(await ended(await create(100))).toBe("OK");
    expect(await ended(await create(101))).toBe("unable to create VM 101 - no space left on device");
    await expect(simulation.get("/nodes/pve1/qemu/101/config")).rejects.toThrow("does not exist");
  });

  it("lets it fail after it did everything", async () => {
    simulation.faults.add({ when: { task: "qmcreate" }, then: { fail: "interrupted", at: "end" } });
    expect(await ended(await create(100))).toBe("interrupted");
    expect(await simulation.get("/nodes/pve1/qemu/100/config")).toHaveProperty("net0");
  });
});

describe("a fault that is none", () => {
  it.each([
    { when: {}, then: { explode: true } },
    { when: { verb: "GET", colour: "red" }, then: { status: 500 } },
    { when: { nth: 0 }, then: { status: 500 } },
    { when: { task: "qmstart" }, then: { reset: "before" } },
    {},
  ])("%j is refused by the control endpoint, which says what may be said", async (fault) => {
    const control = await simulate({ control: true });
    try {
      const answer = await fetch(`${control.control}/faults`, {
        method: "POST",
        body: JSON.stringify(fault),
      });
      expect(answer.status).toBe(400);
      const { error } = (await answer.json()) as { readonly error: string };
      expect(error).toMatch(/^this is no fault.*\n.*"when"/);
      expect(control.faults.list()).toEqual([]);
    } finally {
      await control.close();
    }
  });
});

describe("a full storage", () => {
  const create = (vmid: number, disk = "local:1") =>
    simulation.post("/nodes/pve1/qemu", { vmid, scsi0: disk });

  it("takes no disk, and shows that it is full", async () => {
    const { id } = simulation.faults.add({ when: { storage: "local" }, then: "full" });
    expect(await simulation.get("/nodes/pve1/storage/local/status")).toMatchObject({ avail: 0 });
    expect(await ended(await create(100))).toBe(
      "unable to create VM 100 - unable to create image: qemu-img: /var/lib/vz/images/100/vm-100-disk-0.raw: Could not create file: No space left on device",
    );
    simulation.faults.remove(id);
    expect(await ended(await create(100))).toBe("OK");
  });

  it("is one on one node, where the fault names a node", async () => {
    simulation.faults.add({ when: { storage: "local", node: "pve2" }, then: "full" });
    expect(await ended(await create(100))).toBe("OK");
    expect(await simulation.get("/nodes/pve1/storage/local/status")).not.toMatchObject({ avail: 0 });
    expect(await simulation.get("/nodes/pve2/storage/local/status")).toMatchObject({ avail: 0 });
  });

  it("is one for the second who wants room", async () => {
    simulation.faults.add({ when: { storage: "local", nth: 2 }, then: "full" });
    expect(await ended(await create(100))).toBe("OK");
    expect(await ended(await create(101))).not.toBe("OK");
    expect(await ended(await create(102))).toBe("OK");
  });
});
