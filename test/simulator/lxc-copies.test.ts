import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import { ContainerBench } from "./container-bench.js";
import { changeGuest, currentConfiguration, ended, makeGuest, startGuest } from "./tables.js";

let bench: ContainerBench;
let world: World;
beforeAll(async () => {
  bench = await ContainerBench.start();
  world = bench.world;
});
afterAll(() => bench.close());

describe("a clone", () => {
  it("has addresses, volumes and a name of its own, and the rest of its source", async () => {
    const source = await bench.made({
      hostname: "one",
      description: "both",
      mp0: "other:1,mp=/data",
      net0: "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:06:00",
      protection: 1,
    });
    const target = bench.freeId();
    expect(await bench.ask("POST", `${source}/clone`, { newid: target, hostname: "two" })).toMatchObject({
      data: "OK",
    });
    const config = await currentConfiguration(world, target);
    expect(config).toMatchObject({
      hostname: "two",
      description: "both\n",
      protection: 1,
      mp0: `other:${target}/vm-${target}-disk-0.raw,mp=/data,size=1G`,
      rootfs: `local:${target}/vm-${target}-disk-0.raw,size=1G`,
    });
    expect(config["net0"]).not.toContain("BC:24:11:00:06:00");
    expect(config).not.toHaveProperty("lock");
  });

  it("locks its source while it is made", async () => {
    const source = await bench.made();
    const target = bench.freeId();
    const answer = await asked(world, {
      verb: "POST",
      path: `/nodes/pve1/lxc/${source}/clone`,
      parameters: { newid: target },
    });
    expect(world.guests.get(source)?.lock).toBe("disk");
    expect(world.guests.get(target)?.lock).toBe("create");
    await ended(world, answer);
    expect([source, target].map((vmid) => world.guests.get(vmid)?.lock)).toEqual([undefined, undefined]);
  });

  it("is refused of a directory of the node, of a taken id, and of a template whose storage can't link", async () => {
    const bound = await bench.made({ mp0: "/srv,mp=/srv" });
    expect(await bench.ask("POST", `${bound}/clone`, { newid: 990 })).toMatchObject({
      message: "unable to clone mountpoint 'mp0' (type bind)",
    });
    const plain = await bench.made();
    await makeGuest(world, 900, {});
    expect(await bench.ask("POST", `${plain}/clone`, { newid: 900 })).toMatchObject({
      message: "VM 900 already exists on node 'pve1'",
    });
    await convert(plain);
    expect(await bench.ask("POST", `${plain}/clone`, { newid: 990 })).toMatchObject({
      message: `Linked clone feature for 'local:${plain}/base-${plain}-disk-0.raw' is not available`,
    });
    expect((await bench.ask("POST", `${plain}/clone`, { newid: 990, full: 1 })).data).toBe("OK");
  });
});

describe("a template", () => {
  it("has volumes that are bases, and neither starts nor becomes one again", async () => {
    const vmid = await bench.made();
    await convert(vmid);
    expect(await currentConfiguration(world, vmid)).toMatchObject({
      template: 1,
      rootfs: `local:${vmid}/base-${vmid}-disk-0.raw,size=1G`,
    });
    expect((await startGuest(world, vmid)).data).toBe("you can't start a CT if it's a template");
    expect(await bench.ask("POST", `${vmid}/template`)).toMatchObject({
      message: "you can't convert a template to a template",
    });
  });
});

describe("a volume", () => {
  it("stays as an unused one when it is moved, unless it is to be removed", async () => {
    const vmid = await bench.made();
    expect(
      (await bench.ask("POST", `${vmid}/move_volume`, { volume: "rootfs", storage: "other" })).data,
    ).toBe("OK");
    expect(await currentConfiguration(world, vmid)).toMatchObject({
      rootfs: `other:${vmid}/vm-${vmid}-disk-0.raw,size=1G`,
      unused0: `local:${vmid}/vm-${vmid}-disk-0.raw`,
    });
    await bench.ask("POST", `${vmid}/move_volume`, { volume: "rootfs", storage: "local", delete: 1 });
    const config = await currentConfiguration(world, vmid);
    expect(config).toHaveProperty("rootfs", `local:${vmid}/vm-${vmid}-disk-1.raw,size=1G`);
    expect(config).not.toHaveProperty("unused1");
  });

  it("goes to another container under a name of its own", async () => {
    const [giver, taker] = [await bench.made({ mp0: "local:1,mp=/data" }), await bench.made()];
    const given = { volume: "mp0", "target-vmid": taker, "target-volume": "mp3" };
    expect((await bench.ask("POST", `${giver}/move_volume`, given)).data).toBe("OK");
    expect(await currentConfiguration(world, giver)).not.toHaveProperty("mp0");
    expect(await currentConfiguration(world, taker)).toHaveProperty(
      "mp3",
      `local:${taker}/vm-${taker}-disk-1.raw,mp=/data,size=1G`,
    );
  });

  it("grows by what is added or to what is said, and never shrinks", async () => {
    const vmid = await bench.made();
    expect((await bench.ask("PUT", `${vmid}/resize`, { disk: "rootfs", size: "+512M" })).data).toBe("OK");
    expect((await bench.ask("PUT", `${vmid}/resize`, { disk: "rootfs", size: "2G" })).data).toBe("OK");
    expect(await currentConfiguration(world, vmid)).toHaveProperty(
      "rootfs",
      `local:${vmid}/vm-${vmid}-disk-0.raw,size=2G`,
    );
    for (const [size, message] of [
      ["2G", "disk is already at specified size"],
      ["1G", "unable to shrink disk size"],
    ])
      expect(await bench.ask("PUT", `${vmid}/resize`, { disk: "rootfs", size })).toMatchObject({
        status: 500,
        message,
      });
  });
});

describe("removing a container", () => {
  it("needs force while it runs, and takes its volumes, rules and permissions along", async () => {
    const vmid = await bench.made({ mp0: "other:1,mp=/data" });
    await startGuest(world, vmid);
    await bench.simulation.post(`/nodes/pve1/lxc/${vmid}/firewall/rules`, { type: "in", action: "ACCEPT" });
    await bench.simulation.put("/access/acl", {
      path: `/vms/${vmid}`,
      users: "root@pam",
      roles: "PVEVMUser",
    });
    expect(await bench.ask("DELETE", String(vmid))).toMatchObject({
      message: `unable to destroy CT ${vmid} - container is running`,
    });
    expect((await bench.ask("DELETE", String(vmid), { force: 1 })).data).toBe("OK");
    expect(world.guests.has(vmid)).toBe(false);
    expect(world.firewall.has(`guest/${vmid}`)).toBe(false);
    expect(world.acl.some(({ path }) => path === `/vms/${vmid}`)).toBe(false);
    for (const storage of ["local", "other"])
      expect(
        await bench.simulation.get(`/nodes/pve1/storage/${storage}/content`, { vmid }),
      ).not.toContainEqual(expect.objectContaining({ vmid }));
  });

  it("is refused while HA cares for it, unless HA shall forget it", async () => {
    const vmid = await bench.made();
    await bench.simulation.post("/cluster/ha/resources", { sid: `ct:${vmid}`, state: "stopped" });
    expect(await bench.ask("DELETE", String(vmid))).toMatchObject({
      message: `unable to remove CT ${vmid} - used in HA resources and purge parameter not set.`,
    });
    expect((await bench.ask("DELETE", String(vmid), { purge: 1 })).data).toBe("OK");
  });

  it("is refused of a protected one, even by force", async () => {
    const vmid = await bench.made({ protection: 1 });
    expect(await bench.ask("DELETE", String(vmid), { force: 1 })).toMatchObject({
      message: `can't remove CT ${vmid} - protection mode enabled`,
    });
    await changeGuest(world, vmid, { protection: 0 });
    expect((await bench.ask("DELETE", String(vmid))).data).toBe("OK");
  });
});

async function convert(vmid: number): Promise<void> {
  expect(await bench.ask("POST", `${vmid}/template`)).toMatchObject({ status: 200, data: null });
  await bench.settled();
}
