import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { virtualSize, volumeExists, volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";
import {
  changeGuest,
  currentConfiguration,
  ended,
  makeGuest,
  measuringNode,
  pendingRows,
  startGuest,
  type Values,
} from "./tables.js";

let simulation: Simulation;
let world: World;
beforeAll(async () => {
  simulation = await measuringNode();
  world = simulation.world;
});
afterAll(() => simulation.close());

let next = 300;

async function machine(parameters: Values = {}): Promise<number> {
  const vmid = next++;
  expect((await makeGuest(world, vmid, { scsi0: "local:1,format=qcow2", ...parameters })).data).toBe("OK");
  return vmid;
}

async function ask(verb: string, path: string, parameters: Values = {}): Promise<Answer> {
  return ended(world, await asked(world, { verb, path: `/nodes/pve1/qemu/${path}`, parameters }));
}

const take = (vmid: number, snapname: string, parameters: Values = {}) =>
  ask("POST", `${vmid}/snapshot`, { snapname, ...parameters });
const rollBack = (vmid: number, name: string, parameters: Values = {}) =>
  ask("POST", `${vmid}/snapshot/${name}/rollback`, parameters);
const remove = (vmid: number, name: string) => ask("DELETE", `${vmid}/snapshot/${name}`);
const rows = async (vmid: number) => (await ask("GET", `${vmid}/snapshot`)).data as readonly Values[];
const config = (vmid: number) => currentConfiguration(world, vmid);

describe("a snapshot", () => {
  it("is listed after what it was taken of, with what is now", async () => {
    const vmid = await machine();
    await take(vmid, "one", { description: "first" });
    await take(vmid, "two");
    expect(await rows(vmid)).toMatchObject([
      { name: "one", description: "first", vmstate: 0 },
      { name: "two", description: "", vmstate: 0, parent: "one" },
      { name: "current", description: "You are here!", running: 0, parent: "two" },
    ]);
    expect((await rows(vmid))[0]).not.toHaveProperty("parent");
  });

  it("tells of what is, not of what waits, is unused, or is said about it", async () => {
    const vmid = await machine({ cores: 1, description: "machine" });
    await changeGuest(world, vmid, { scsi1: "local:1,format=qcow2" });
    await changeGuest(world, vmid, { delete: "scsi1" });
    await startGuest(world, vmid);
    await changeGuest(world, vmid, { cores: 2 });
    await take(vmid, "snap");
    const { data } = await ask("GET", `${vmid}/snapshot/snap/config`);
    expect(data).toMatchObject({ cores: 1, scsi0: `local:${vmid}/vm-${vmid}-disk-0.qcow2,size=1G` });
    expect(Object.keys(data as object)).toEqual(expect.not.arrayContaining(["unused0", "description"]));
    expect(await pendingRows(world, vmid)).toContainEqual({ key: "cores", value: 1, pending: 2 });
  });

  it("of a running machine has its memory too if that is asked for, on a volume of its own", async () => {
    const vmid = await machine({ memory: 128, net0: "virtio,bridge=vmbr0" });
    await startGuest(world, vmid);
    await take(vmid, "ram", { vmstate: 1 });
    const volume = `local:${vmid}/vm-${vmid}-state-ram.raw`;
    expect((await ask("GET", `${vmid}/snapshot/ram/config`)).data).toMatchObject({
      vmstate: volume,
      runningmachine: "pc-i440fx-10.2+pve0",
      "running-nets-host-mtu": "net0=1500",
    });
    expect(volumeExists(world, volume)).toBe(true);
    expect(await config(vmid)).not.toHaveProperty("vmstate");
    await remove(vmid, "ram");
    expect(volumeExists(world, volume)).toBe(false);
  });

  it.each([
    [{ scsi0: "local:1" }, {}, "snapshot feature is not available"],
    [{ tpmstate0: "local:1" }, {}, "snapshot feature is not available"],
    [{}, { lock: "backup" }, "VM is locked (backup)"],
    [{}, { template: 1 }, "you can't take a snapshot if it's a template"],
  ])("can't be taken of %j that is changed by %j", async (parameters, change, text) => {
    const vmid = await machine(parameters);
    if (Object.keys(change).length > 0) await changeGuest(world, vmid, change);
    expect((await take(vmid, "snap")).data).toBe(text);
    expect(await rows(vmid)).toHaveLength(1);
  });

  it("has a name of its own, that stands for nothing else", async () => {
    const vmid = await machine();
    await take(vmid, "snap");
    expect((await take(vmid, "snap")).data).toBe("snapshot name 'snap' already used");
    expect((await take(vmid, "current")).message).toBe(
      "unable to use snapshot name 'current' (reserved name)",
    );
    expect((await take(vmid, "x")).status).toBe(400);
  });

  it("hands its parent on when it is removed, and leaves the disks that only it had unused", async () => {
    const vmid = await machine({ scsi1: "local:1,format=qcow2" });
    await take(vmid, "one");
    await take(vmid, "two");
    await take(vmid, "three");
    await changeGuest(world, vmid, { delete: "scsi1" });
    expect((await changeGuest(world, vmid, { delete: "unused0" })).message).toBe(
      `unable to delete 'local:${vmid}/vm-${vmid}-disk-1.qcow2' - volume is still in use (snapshot?)`,
    );
    await remove(vmid, "two");
    expect((await rows(vmid)).map(({ name, parent }) => [name, parent])).toEqual([
      ["one", undefined],
      ["three", "one"],
      ["current", "three"],
    ]);
    await remove(vmid, "three");
    expect(await config(vmid)).toMatchObject({ parent: "one", unused0: expect.anything() as string });
  });
});

describe("a rollback", () => {
  it("makes a machine what it was, with another identity, and keeps what is said about it", async () => {
    const vmid = await machine({ name: "before", description: "old" });
    await take(vmid, "snap");
    const { vmgenid } = await config(vmid);
    await changeGuest(world, vmid, { name: "after", description: "new", cores: 2 });
    await ask("PUT", `${vmid}/resize`, { disk: "scsi0", size: "+1G" });
    expect((await rollBack(vmid, "snap")).data).toBe("OK");
    const now = await config(vmid);
    expect(now).toMatchObject({
      name: "before",
      description: "new",
      parent: "snap",
      scsi0: `local:${vmid}/vm-${vmid}-disk-0.qcow2,size=1G`,
    });
    expect(now).not.toHaveProperty("cores");
    expect(now["vmgenid"]).not.toBe(vmgenid);
    expect(virtualSize(volumePath(world, `local:${vmid}/vm-${vmid}-disk-0.qcow2`))).toBe(2 ** 30);
  });

  it("drops what waits, and keeps disks that came later as unused ones", async () => {
    const vmid = await machine();
    await take(vmid, "snap");
    await startGuest(world, vmid);
    await changeGuest(world, vmid, { cores: 2, scsi1: "local:1,format=qcow2" });
    await rollBack(vmid, "snap");
    expect((await pendingRows(world, vmid)).filter((row) => "pending" in row)).toEqual([]);
    expect(await config(vmid)).toMatchObject({ unused0: `local:${vmid}/vm-${vmid}-disk-1.qcow2` });
  });

  it("stops a machine, unless the snapshot has its memory or a start is asked for", async () => {
    const vmid = await machine();
    const isRunning = () => world.guests.get(vmid)?.running !== undefined;
    await startGuest(world, vmid);
    await take(vmid, "cold");
    await take(vmid, "warm", { vmstate: 1 });
    await rollBack(vmid, "cold");
    expect(isRunning()).toBe(false);
    await rollBack(vmid, "warm");
    expect(isRunning()).toBe(true);
    expect(await config(vmid)).not.toHaveProperty("vmstate");
    await rollBack(vmid, "cold", { start: 1 });
    expect(isRunning()).toBe(true);
  });

  it("to nothing fails", async () => {
    const vmid = await machine();
    expect((await rollBack(vmid, "none")).data).toBe("snapshot 'none' does not exist");
    expect((await remove(vmid, "none")).data).toBe("snapshot 'none' does not exist");
    expect((await ask("GET", `${vmid}/snapshot/none/config`)).message).toBe("snapshot 'none' does not exist");
  });
});
