import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { importInstance, readInstance } from "../../../../lib/change/perform/read.js";
import type { Instance } from "../../../../lib/change/instance.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import type { Stand } from "../guest-stand.js";
import { stand, template } from "./world.js";

let at: Stand;
beforeEach(async () => {
  at = await stand({ nodes: ["pve1", "pve2"] });
});
afterEach(() => at.close());

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;
const rootfs = { storage: "local", size: "2G" };
const code = { os_template: template, rootfs };

describe("reading containers", () => {
  it("finds one that went to another node, and calls it the same", async () => {
    const guest = await at.make(undefined, { ...code, hostname: "traveller" });
    const there = at.pve.world.guests.get(vmidOf(guest));
    if (there !== undefined) at.pve.world.guests.set(vmidOf(guest), Object.assign(there, { node: "pve2" }));
    const { instance, diagnostics } = await readInstance(container, at.connection, guest);
    expect(diagnostics).toEqual([]);
    expect(instance?.attributes).toMatchObject({ node: "pve1", current_node: "pve2" });
  });

  it("never takes a machine of the same number for one", async () => {
    await at.pve.post("/nodes/pve1/qemu", { vmid: 300 });
    await expect(importInstance(container, at.connection, "300")).rejects.toThrow(/300 is a virtual machine/);
  });

  it("imports one whole, shows everything and owns nothing", async () => {
    const made = await at.make(undefined, { ...code, vmid: 300, cores: 2, description: "theirs" });
    await at.pve.put("/nodes/pve1/lxc/300/config", { mp3: "local:1,mp=/srv" });
    const imported = await importInstance(container, at.connection, "300");
    expect(imported.attributes).toMatchObject({
      cores: 2,
      description: "theirs\n",
      rootfs: { storage: "local", size: "2G" },
      mount_points: { mp3: { path: "/srv", size: "1G" } },
    });
    expect(imported.private.owned).toEqual([]);
    expect(vmidOf(made)).toBe(300);
    const { changes, diagnostics } = at.plan(imported, { cores: 4 });
    expect(diagnostics).toEqual([]);
    expect(changes.map(({ path }) => path.join("."))).toEqual(["node", "cores"]);
  });

  it("imports one by its number and owns what is named", async () => {
    await at.make(undefined, { ...code, vmid: 300, cores: 2, description: "theirs" });
    const imported = await importInstance(container, at.connection, "300?own=cores,rootfs.size");
    const plan = at.plan(imported, { cores: 2, rootfs: { size: "2G" } });
    expect(plan.changes.map(({ path, effect }) => [path.join("."), effect])).toEqual([["node", "recorded"]]);
    expect(imported.attributes["description"]).toBeNull();
  });
});

describe("removing a container", () => {
  it("destroys it with its volumes, though it runs, once that is allowed", async () => {
    const wish = {
      ...code,
      mount_points: { mp0: { storage: "local", size: "1G", path: "/srv" } },
      running: true,
    };
    const guest = await at.make(undefined, wish);
    expect(at.plan(guest, undefined)).toMatchObject({
      action: "delete",
      effect: "destroys data",
      loses: ["volume rootfs (2 GiB)", "volume mp0 (1 GiB)"],
      diagnostics: [{ severity: "error" }],
    });
    const allowed = await at.make(guest, { ...wish, allow_data_loss: true });
    expect(await at.bring(allowed, undefined)).toMatchObject({ diagnostics: [], instance: undefined });
    expect(await at.pve.get("/nodes/pve1/lxc")).toEqual([]);
    expect(await at.pve.get("/nodes/pve1/storage/local/content", { content: "rootdir" })).toEqual([]);
  });

  it("leaves directories of the node alone, and says nothing of them", async () => {
    const guest = await at.make(undefined, {
      ...code,
      mount_points: { mp0: { volume: "/srv/shared", path: "/srv" } },
    });
    expect(at.plan(guest, undefined).loses).toEqual(["volume rootfs (2 GiB)"]);
  });

  it("names volumes that the code does not know, unused ones too", async () => {
    const guest = await at.make(undefined, code);
    const config = `/nodes/pve1/lxc/${vmidOf(guest)}/config`;
    await at.pve.put(config, { mp3: "local:1,mp=/a", mp4: "local:1,mp=/b" });
    await at.pve.put(config, { delete: "mp4" });
    expect(at.plan(await at.read(guest), undefined).loses).toEqual([
      "volume rootfs (2 GiB)",
      "volume mp3 (1 GiB)",
      "volume unused0",
    ]);
  });

  it("is refused where it was protected since the plan, with the way out", async () => {
    const guest = await at.make(undefined, { ...code, protection: true, allow_data_loss: true });
    const { diagnostics, instance } = await at.perform({ prior: guest, planned: undefined });
    expect(diagnostics).toMatchObject([
      { path: ["protection"], detail: expect.stringContaining("protection = false") as string },
    ]);
    expect(instance).toBeDefined();
  });

  it("succeeds where it is gone already", async () => {
    const guest = await at.make(undefined, code);
    await at.pve.delete(`/nodes/pve1/lxc/${vmidOf(guest)}`);
    expect(await at.perform({ prior: guest, planned: undefined })).toEqual({
      instance: undefined,
      diagnostics: [],
    });
  });
});
