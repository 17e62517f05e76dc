import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { readImage } from "../../providers/proxmox/simulator/storages/image.js";
import { volumeExists, volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";
import {
  changeGuest,
  currentConfiguration,
  ended,
  makeGuest,
  measuringNode,
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

let next = 200;

async function machine(parameters: Values = {}): Promise<number> {
  const vmid = next++;
  expect((await makeGuest(world, vmid, { scsi0: "local:1,format=qcow2", ...parameters })).data).toBe("OK");
  return vmid;
}

async function template(parameters: Values = {}): Promise<number> {
  const vmid = await machine(parameters);
  expect((await ask("POST", `${vmid}/template`)).data).toBe("OK");
  return vmid;
}

async function ask(verb: string, path: string, parameters: Values = {}): Promise<Answer> {
  return ended(world, await asked(world, { verb, path: `/nodes/pve1/qemu/${path}`, parameters }));
}

async function clone(vmid: number, parameters: Values = {}): Promise<number> {
  const newid = next++;
  expect((await ask("POST", `${vmid}/clone`, { newid, ...parameters })).data).toBe("OK");
  return newid;
}

const refusedClone = async (vmid: number, parameters: Values) =>
  (await ask("POST", `${vmid}/clone`, { newid: 9999, ...parameters })).message;
const config = (vmid: number) => currentConfiguration(world, vmid);

describe("a clone", () => {
  it("goes where it is asked to, and is in a pool when it is complete", async () => {
    await asked(world, { verb: "POST", path: "/pools", parameters: { poolid: "dev" } });
    const vmid = await machine({ tags: "a", cores: 2 });
    const other = await clone(vmid, { storage: "other", format: "raw", name: "copy", pool: "dev" });
    expect(await config(other)).toMatchObject({
      name: "copy",
      tags: "a",
      cores: 2,
      scsi0: `other:${other}/vm-${other}-disk-0.raw,size=1G`,
    });
    expect(world.guests.get(other)).toMatchObject({ pool: "dev", lock: undefined });
  });

  it("has its source's firewall, and neither what waits there nor what is unused", async () => {
    const vmid = await machine({ scsi1: "local:1" });
    await asked(world, {
      verb: "PUT",
      path: `/nodes/pve1/qemu/${vmid}/firewall/options`,
      parameters: { enable: 1 },
    });
    await changeGuest(world, vmid, { delete: "scsi1" });
    await startGuest(world, vmid);
    await changeGuest(world, vmid, { cores: 4 });
    const other = await clone(vmid);
    const { data } = await ask("GET", `${other}/firewall/options`);
    expect(data).toMatchObject({ enable: 1 });
    expect(Object.keys(await config(other))).toEqual(expect.not.arrayContaining(["unused0", "cores"]));
  });

  it("of a snapshot is what its source was then", async () => {
    const vmid = await machine({ name: "before" });
    await ask("POST", `${vmid}/snapshot`, { snapname: "snap", description: "then" });
    await changeGuest(world, vmid, { name: "after", description: "now" });
    const other = await clone(vmid, { snapname: "snap" });
    const now = await config(other);
    expect(now).toMatchObject({ name: "Copy-of-VM-before", description: "then" });
    expect(now).not.toHaveProperty("parent");
  });

  it("of a template is linked to it, and keeps it from being removed", async () => {
    const vmid = await template({ ide2: "local:cloudinit", tpmstate0: "local:1" });
    const other = await clone(vmid);
    const base = `${vmid}/base-${vmid}-disk-0.qcow2`;
    const volume = `local:${base}/${other}/vm-${other}-disk-0.qcow2`;
    expect(await config(other)).toMatchObject({
      scsi0: `${volume},size=1G`,
      ide2: `local:${other}/vm-${other}-cloudinit.qcow2,media=cdrom,size=4M`,
      tpmstate0: expect.stringMatching(new RegExp(`^local:${other}/vm-`)) as string,
    });
    expect(readImage(volumePath(world, volume)).backing).toBe(`../${base}`);
    expect((await ask("DELETE", `${vmid}`)).data).toBe(
      `base volume 'local:${base}' is still in use by linked cloned`,
    );
    await ask("DELETE", `${other}`);
    expect((await ask("DELETE", `${vmid}`)).data).toBe("OK");
  });

  it("that is copied of a linked one needs no base any more", async () => {
    const linked = await clone(await template());
    const copy = await clone(linked, { full: 1 });
    expect((await config(copy))["scsi0"]).toBe(`local:${copy}/vm-${copy}-disk-0.qcow2,size=1G`);
  });

  it.each([
    [{ snapname: "none" }, "snapshot 'none' does not exist"],
    [{ storage: "nope" }, "storage 'nope' does not exist"],
    [{ target: "nope" }, "no such cluster node 'nope'"],
    [{ pool: "nope" }, "Permission check failed (pool 'nope' does not exist)"],
    [{ full: 0, format: "raw" }, "parameter 'format' not allowed for linked clones"],
    [{ full: 0 }, /^Linked clone feature is not supported for 'local:\d+\/vm-\d+-disk-0.qcow2' \(scsi0\)$/],
  ])("with %j is refused", async (parameters, text) => {
    expect(await refusedClone(await machine(), parameters)).toMatch(text);
    expect(world.guests.has(9999)).toBe(false);
  });

  it("is refused of a machine that is locked, or whose TPM runs", async () => {
    const vmid = await machine({ tpmstate0: "local:1" });
    await startGuest(world, vmid);
    expect(await refusedClone(vmid, {})).toBe("cannot clone TPM state while VM is running");
    await changeGuest(world, vmid, { lock: "backup" });
    expect(await refusedClone(vmid, {})).toBe("VM is locked (backup)");
  });

  it("leaves nothing when it fails on its way", async () => {
    const vmid = await machine({ scsi1: "other:1" });
    const newid = next++;
    simulation.faults.add({
      when: { task: "qmclone", id: vmid },
      then: { fail: "boom", at: { line: "create full clone of drive scsi1" } },
    });
    expect((await ask("POST", `${vmid}/clone`, { newid })).data).toBe("clone failed: boom");
    expect(world.guests.has(newid)).toBe(false);
    expect(volumeExists(world, `local:${newid}/vm-${newid}-disk-0.qcow2`)).toBe(false);
  });

  it("needs rights on its source, on itself, and on where its disks go", async () => {
    const vmid = await machine();
    await asked(world, {
      verb: "POST",
      path: "/access/users",
      parameters: { userid: "ann@pve", password: "ann-secret" },
    });
    const grant = (path: string, roles: string) =>
      asked(world, { verb: "PUT", path: "/access/acl", parameters: { path, users: "ann@pve", roles } });
    const path = `/nodes/pve1/qemu/${vmid}/clone`;
    const question = { verb: "POST", path, parameters: { newid: 9998 }, user: "ann@pve" };
    const tried = async () => ended(world, await asked(world, question));
    expect((await tried()).message).toBe(`Permission check failed (/vms/${vmid}, VM.Clone)`);
    await grant(`/vms/${vmid}`, "PVEVMAdmin");
    expect(await tried()).toMatchObject({ status: 403 });
    await grant("/vms/9998", "PVEVMAdmin");
    expect((await tried()).message).toBe("Permission check failed (/storage/local, Datastore.AllocateSpace)");
    await grant("/storage/local", "PVEDatastoreUser");
    expect((await tried()).data).toBe("OK");
  });
});

describe("a template", () => {
  it("has bases for disks, of which one alone may be made", async () => {
    const vmid = await machine({ scsi1: "other:1" });
    expect((await ask("POST", `${vmid}/template`, { disk: "scsi1" })).data).toBe("OK");
    expect(await config(vmid)).toMatchObject({
      template: 1,
      scsi0: `local:${vmid}/vm-${vmid}-disk-0.qcow2,size=1G`,
      scsi1: `other:${vmid}/base-${vmid}-disk-0.raw,size=1G`,
    });
    expect((await ask("POST", `${vmid}/template`)).message).toBe(
      "you can't convert a template to a template",
    );
    expect((await ask("POST", `${vmid}/template`, { disk: "scsi0" })).data).toBe("OK");
  });

  it("is not made of a machine that runs or has snapshots", async () => {
    const vmid = await machine();
    await startGuest(world, vmid);
    expect((await ask("POST", `${vmid}/template`)).message).toBe(
      "you can't convert a VM to template if VM is running",
    );
    await ask("POST", `${vmid}/snapshot`, { snapname: "snap" });
    expect((await ask("POST", `${vmid}/template`)).message).toBe(
      "unable to create template, because VM contains snapshots",
    );
  });

  it("does not let its disks grow, and makes a base again of one that is moved", async () => {
    const vmid = await template();
    expect((await ask("PUT", `${vmid}/resize`, { disk: "scsi0", size: "+1G" })).data).toMatch(
      /^command '\/usr\/bin\/qemu-img resize .* failed: exit code 1$/,
    );
    await ask("POST", `${vmid}/move_disk`, { disk: "scsi0", storage: "other" });
    expect((await config(vmid))["scsi0"]).toBe(`other:${vmid}/base-${vmid}-disk-0.qcow2,size=1G`);
  });
});

describe("a machine that is removed", () => {
  it("goes with all that is its own, and leaves what is not named unless that is asked for", async () => {
    const [thorough, plain] = [await machine(), await machine()];
    for (const vmid of [thorough, plain]) {
      await ask("POST", `${vmid}/snapshot`, { snapname: "snap" });
      world.guests.get(vmid)?.snapshots.clear();
      await changeGuest(world, vmid, { scsi1: "local:1" });
      const guest = world.guests.get(vmid);
      if (guest === undefined) throw new Error("no machine");
      const { scsi1: _forgotten, ...rest } = guest.config;
      guest.config = rest;
    }
    await ask("DELETE", `${plain}`);
    await ask("DELETE", `${thorough}`, { "destroy-unreferenced-disks": 1 });
    const left = (vmid: number) => volumeExists(world, `local:${vmid}/vm-${vmid}-disk-1.raw`);
    expect([left(plain), left(thorough)]).toEqual([true, false]);
    expect(volumeExists(world, `local:${plain}/vm-${plain}-disk-0.qcow2`)).toBe(false);
  });

  it("must not be protected, run, or be locked", async () => {
    const vmid = await machine({ protection: 1 });
    await startGuest(world, vmid);
    expect((await ask("DELETE", `${vmid}`)).message).toBe(
      `can't remove VM ${vmid} - protection mode enabled`,
    );
    await changeGuest(world, vmid, { protection: 0 });
    expect((await ask("DELETE", `${vmid}`)).message).toBe(`VM ${vmid} is running - destroy failed`);
    await ask("POST", `${vmid}/status/stop`);
    await changeGuest(world, vmid, { lock: "backup" });
    expect((await ask("DELETE", `${vmid}`)).data).toBe("VM is locked (backup)");
    expect((await ask("DELETE", `${vmid}`, { skiplock: 1 })).data).toBe("OK");
  });
});
