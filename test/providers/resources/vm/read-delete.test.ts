import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { importInstance, readInstance } from "../../../../lib/change/perform/read.js";
import type { Instance } from "../../../../lib/change/instance.js";
import type { PathOf } from "../../../../providers/proxmox/api/typed-calls.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import { instead, type Stand } from "../guest-stand.js";
import { stand } from "./world.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

let at: Stand;
beforeEach(async () => {
  at = await stand({ nodes: ["pve1", "pve2"] });
});
afterEach(() => at.close());

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;
const disk = { storage: "local", size: "2G" };

describe("reading guests", () => {
  it("takes one request a guest beside the cluster's one list", async () => {
    const count = 50;
    for (let vmid = 100; vmid < 100 + count; vmid++)
      await at.pve.post("/nodes/pve1/qemu", { vmid, name: `guest-${vmid}`, cores: 2 });
    const imported = await importInstance(vm, at.connection, "100?own=cores");
    at.connection.forget();
    const before = at.pve.requests.length;
    for (let vmid = 100; vmid < 100 + count; vmid++) {
      const prior = { ...imported, attributes: { ...imported.attributes, vmid, id: String(vmid) } };
      const { instance } = await readInstance(vm, at.connection, prior);
      expect(instance?.attributes).toMatchObject({ vmid, cores: 2, current_node: "pve1" });
    }
    expect(at.pve.requests.length - before).toBe(count + 1);
  });

  it("finds a guest that went to another node, and calls it the same guest", async () => {
    const guest = await at.make(undefined, { name: "traveller", cores: 2 });
    const there = at.pve.world.guests.get(vmidOf(guest));
    if (there !== undefined) at.pve.world.guests.set(vmidOf(guest), Object.assign(there, { node: "pve2" }));
    // The list is from before: the node answers that it has no such guest.
    const { instance, diagnostics } = await readInstance(vm, at.connection, guest);
    expect(diagnostics).toEqual([]);
    expect(instance?.attributes).toMatchObject({ node: "pve1", current_node: "pve2" });
    expect(at.plan(instance, { name: "traveller", cores: 2 }).action).toBe("none");
  });

  it("goes from its pool and then itself, but not with a disk that came since the plan", async () => {
    await at.pve.post("/pools", { poolid: "web" });
    await at.pve.post("/nodes/pve1/qemu", { vmid: 300, pool: "web" });
    const imported = await importInstance(vm, at.connection, "300");
    expect(imported.attributes["pool"]).toBe("web");
    await at.pve.put("/pools", { poolid: "web", vms: "300", delete: 1 });
    await at.pve.put("/nodes/pve1/qemu/300/config", { scsi0: "local:1" });
    const kept = await at.perform({ prior: imported, planned: undefined });
    expect(kept.diagnostics[0]).toMatchObject({
      summary: "more would be lost with this vm than the plan said",
      detail: expect.stringContaining("disk scsi0 (1 GiB)") as string,
    });
    await at.pve.put("/nodes/pve1/qemu/300/config", { delete: "scsi0" });
    await at.pve.put("/nodes/pve1/qemu/300/config", { delete: "unused0" });
    expect(await at.perform({ prior: imported, planned: undefined })).toMatchObject({ diagnostics: [] });
  });

  it("calls a guest gone only where its number is free", async () => {
    const guest = await at.make(undefined, { name: "short" });
    await at.pve.delete(`/nodes/pve1/qemu/${vmidOf(guest)}`);
    expect(await at.read(guest)).toBeUndefined();
  });

  it("keeps a guest that this login may no longer see, and says what it needs", async () => {
    const guest = await at.make(undefined, { name: "hidden" });
    const password = secretMarker("reader");
    await at.pve.post("/access/users", { userid: "reader@pve", password });
    const reader = await at.connectAs({ username: "reader@pve", password });
    const { instance, diagnostics } = await readInstance(vm, reader, guest);
    await reader.close();
    expect(instance).toBe(guest);
    expect(diagnostics[0]?.detail).toContain(`VM.Audit on /vms/${vmidOf(guest)}`);
  });

  it("keeps a guest where the node that answers has no quorum", async () => {
    const guest = await at.make(undefined, { name: "far" });
    await at.pve.delete(`/nodes/pve1/qemu/${vmidOf(guest)}`);
    at.connection.forget();
    const cut = instead(at.connection, {
      once: async (path: PathOf<"GET">) =>
        path === "/cluster/status" ? [{ type: "cluster", quorate: 0 }] : at.connection.once(path),
    });
    const { instance, diagnostics } = await readInstance(vm, cut, guest);
    expect(instance).toBe(guest);
    expect(diagnostics[0]?.detail).toContain("no quorum");
  });

  it("imports a guest whole, shows everything and owns nothing", async () => {
    await at.pve.post("/nodes/pve1/qemu", {
      vmid: 300,
      cores: 2,
      scsi0: "local:2",
      description: "theirs",
      agent: "1",
    });
    const imported = await importInstance(vm, at.connection, "300");
    expect(imported.attributes).toMatchObject({ cores: 2, description: "theirs", agent: { enabled: true } });
    const { changes, diagnostics } = at.plan(imported, { cores: 4 });
    expect(diagnostics).toEqual([]);
    expect(changes.map(({ path }) => path.join("."))).toEqual(["node", "cores"]);
  });

  it("imports a guest by its number and owns what is named", async () => {
    await at.pve.post("/nodes/pve1/qemu", { vmid: 200, cores: 2, scsi0: "local:2", description: "theirs" });
    const imported = await importInstance(vm, at.connection, "200?own=cores,disks.scsi0");
    const code = { cores: 2, disks: { scsi0: disk } };
    const plan = at.plan(imported, code);
    expect(plan.changes.map(({ path, effect }) => [path.join("."), effect])).toEqual([["node", "recorded"]]);
    expect(imported.attributes["description"]).toBeNull();
  });
});

describe("removing a guest", () => {
  it("destroys it with its disks, though it runs, once that is allowed", async () => {
    const guest = await at.make(undefined, { disks: { scsi0: disk }, running: true });
    const refused = at.plan(guest, undefined);
    expect(refused).toMatchObject({
      action: "delete",
      effect: "destroys data",
      loses: ["disk scsi0 (2 GiB)"],
    });
    expect(refused.diagnostics[0]?.severity).toBe("error");
    const allowed = await at.make(guest, { disks: { scsi0: disk }, running: true, allow_data_loss: true });
    const { diagnostics, instance } = await at.bring(allowed, undefined);
    expect({ diagnostics, instance }).toEqual({ diagnostics: [], instance: undefined });
    expect(await at.pve.get("/nodes/pve1/qemu")).toEqual([]);
    expect(await at.pve.get("/nodes/pve1/storage/local/content", { content: "images" })).toEqual([]);
  });

  it("names disks that the code does not know, unused ones too", async () => {
    const guest = await at.make(undefined, { name: "full" });
    const config = `/nodes/pve1/qemu/${vmidOf(guest)}/config`;
    await at.pve.put(config, { scsi3: "local:1", virtio0: "local:1" });
    await at.pve.put(config, { delete: "virtio0" });
    expect(at.plan(await at.read(guest), undefined).loses).toEqual(["disk scsi3 (1 GiB)", "disk unused0"]);
  });

  it("is refused by the plan for a protected guest, whoever protected it", async () => {
    const guest = await at.make(undefined, { name: "kept" });
    expect(at.plan(guest, undefined).diagnostics).toEqual([]);
    await at.pve.put(`/nodes/pve1/qemu/${vmidOf(guest)}/config`, { protection: 1 });
    expect(at.plan(await at.read(guest), undefined).diagnostics).toMatchObject([
      { severity: "error", summary: "this guest is protected", path: ["protection"] },
    ]);
  });

  it("is refused where it was protected since the plan, with the way out", async () => {
    const guest = await at.make(undefined, { protection: true });
    const { diagnostics, instance } = await at.perform({ prior: guest, planned: undefined });
    expect(diagnostics).toMatchObject([
      { path: ["protection"], detail: expect.stringContaining("protection = false") as string },
    ]);
    expect(instance).toBeDefined();
  });

  it("succeeds where it is gone already", async () => {
    const guest = await at.make(undefined, { name: "short" });
    await at.pve.delete(`/nodes/pve1/qemu/${vmidOf(guest)}`);
    expect(await at.perform({ prior: guest, planned: undefined })).toEqual({
      instance: undefined,
      diagnostics: [],
    });
  });
});
