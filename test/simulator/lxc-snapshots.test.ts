import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { mediaOf } from "../../providers/proxmox/simulator/storages/media.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { ContainerBench } from "./container-bench.js";
import { changeGuest, currentConfiguration, startGuest, type Values } from "./tables.js";

const gibibytes = 2 ** 30;
let bench: ContainerBench;
let world: World;
beforeAll(async () => {
  bench = await ContainerBench.start();
  world = bench.world;
  mediaOf(world).zfsPools.set("tank", 100 * gibibytes);
  mediaOf(world).volumeGroups.set("pve", {
    bytes: 200 * gibibytes,
    thinPools: new Map([["data", 100 * gibibytes]]),
  });
  await bench.simulation.post("/storage", { storage: "tank", type: "zfspool", pool: "tank" });
  await bench.simulation.post("/storage", {
    storage: "thin",
    type: "lvmthin",
    vgname: "pve",
    thinpool: "data",
  });
});
afterAll(() => bench.close());

const snapshotNames = async (vmid: number) =>
  ((await bench.ask("GET", `${vmid}/snapshot`)).data as readonly Values[]).map(({ name, parent }) => [
    name,
    parent,
  ]);

describe("a container on a storage that remembers", () => {
  it.each([
    ["tank", (vmid: number) => `tank:subvol-${vmid}-disk-0,size=2G`],
    ["thin", (vmid: number) => `thin:vm-${vmid}-disk-0,size=2G`],
  ])("has volumes as %s names them, and starts", async (storage, root) => {
    const vmid = await bench.made({ rootfs: `${storage}:2` });
    expect(await currentConfiguration(world, vmid)).toHaveProperty("rootfs", root(vmid));
    expect((await startGuest(world, vmid)).data).toBe("OK");
  });

  it("is again what it was, without what came later", async () => {
    const vmid = await bench.made({ rootfs: "thin:1", hostname: "then", description: "first" });
    expect(
      (await bench.ask("POST", `${vmid}/snapshot`, { snapname: "before", description: "one" })).data,
    ).toBe("OK");
    await changeGuest(world, vmid, { hostname: "now", description: "second", mp0: "thin:1,mp=/data" });
    await bench.ask("PUT", `${vmid}/resize`, { disk: "rootfs", size: "3G" });
    await startGuest(world, vmid);
    await changeGuest(world, vmid, { tty: 4 });
    expect((await bench.ask("POST", `${vmid}/snapshot/before/rollback`)).data).toBe("OK");
    const config = await currentConfiguration(world, vmid);
    expect(config).toMatchObject({
      hostname: "then",
      description: "second\n",
      rootfs: `thin:vm-${vmid}-disk-0,size=1G`,
      unused0: `thin:vm-${vmid}-disk-1`,
      parent: "before",
    });
    expect(config).not.toHaveProperty("mp0");
    expect(world.guests.get(vmid)).toMatchObject({ running: undefined, pending: {} });
    expect((await bench.ask("PUT", `${vmid}/resize`, { disk: "rootfs", size: "+1G" })).data).toBe("OK");
    expect(await currentConfiguration(world, vmid)).toHaveProperty(
      "rootfs",
      `thin:vm-${vmid}-disk-0,size=2G`,
    );
  });

  it("tells which snapshot came of which, also when one between is removed", async () => {
    const vmid = await bench.made({ rootfs: "tank:1" });
    for (const snapname of ["one", "two", "three"]) await bench.ask("POST", `${vmid}/snapshot`, { snapname });
    expect((await bench.ask("POST", `${vmid}/snapshot`, { snapname: "two" })).data).toBe(
      "snapshot name 'two' already used",
    );
    expect((await bench.ask("DELETE", `${vmid}/snapshot/two`)).data).toBe("OK");
    expect(await snapshotNames(vmid)).toEqual([
      ["one", undefined],
      ["three", "one"],
      ["current", "three"],
    ]);
    expect(await bench.ask("POST", `${vmid}/template`)).toMatchObject({
      message: "unable to create template, because CT contains snapshots",
    });
  });

  it("keeps a volume that a snapshot has, even when it is removed as an unused one", async () => {
    const vmid = await bench.made({ rootfs: "thin:1", mp0: "thin:1,mp=/data" });
    await bench.ask("POST", `${vmid}/snapshot`, { snapname: "before" });
    await changeGuest(world, vmid, { delete: "mp0" });
    await changeGuest(world, vmid, { delete: "unused0" });
    expect((await bench.ask("POST", `${vmid}/snapshot/before/rollback`)).data).toBe("OK");
    expect((await startGuest(world, vmid)).data).toBe("OK");
  });

  it("has a volume as an unused one that only a removed snapshot had", async () => {
    const vmid = await bench.made({ rootfs: "thin:1", mp0: "thin:1,mp=/data" });
    await bench.ask("POST", `${vmid}/snapshot`, { snapname: "before" });
    await changeGuest(world, vmid, { delete: "mp0" });
    await changeGuest(world, vmid, { delete: "unused0" });
    expect((await bench.ask("DELETE", `${vmid}/snapshot/before`)).data).toBe("OK");
    expect(await currentConfiguration(world, vmid)).toHaveProperty("unused0", `thin:vm-${vmid}-disk-1`);
  });

  it("lends its volumes to clones as a template, and can't be cloned so before", async () => {
    const vmid = await bench.made({ rootfs: "tank:1" });
    expect(await bench.ask("GET", `${vmid}/feature`, { feature: "clone" })).toMatchObject({
      data: { hasFeature: 0 },
    });
    await bench.ask("POST", `${vmid}/template`);
    await bench.settled();
    expect(await currentConfiguration(world, vmid)).toHaveProperty(
      "rootfs",
      `tank:basevol-${vmid}-disk-0,size=1G`,
    );
    expect(await bench.ask("GET", `${vmid}/feature`, { feature: "clone" })).toMatchObject({
      data: { hasFeature: 1 },
    });
    const copy = bench.freeId();
    expect((await bench.ask("POST", `${vmid}/clone`, { newid: copy })).data).toBe("OK");
    expect(await currentConfiguration(world, copy)).toHaveProperty(
      "rootfs",
      `tank:basevol-${vmid}-disk-0/subvol-${copy}-disk-0,size=1G`,
    );
    expect((await startGuest(world, copy)).data).toBe("OK");
    expect((await bench.ask("DELETE", String(vmid))).data).toBe(
      `base volume 'basevol-${vmid}-disk-0' is still in use by linked cloned`,
    );
  });
});
