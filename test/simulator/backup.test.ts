import { closeSync, openSync, writeSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { heldClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { headIsEmpty } from "../../providers/proxmox/simulator/storages/content.js";
import { volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";
import {
  changeGuest,
  currentConfiguration,
  ended,
  makeContainer,
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

let next = 400;

async function machine(parameters: Values = {}): Promise<number> {
  const vmid = next++;
  expect((await makeGuest(world, vmid, parameters)).data).toBe("OK");
  return vmid;
}

interface Ended {
  readonly exit: string;
  readonly log: readonly string[];
}

async function task(verb: string, path: string, parameters: Values = {}): Promise<Ended> {
  const answer = await asked(world, { verb, path: `/nodes/pve1/${path}`, parameters });
  expect(answer).toMatchObject({ status: 200 });
  const upid = String(answer.data);
  await world.tasks.ended(upid);
  const { exit = "", lines } = world.tasks.find(upid);
  return { exit, log: lines };
}

const backUp = (vmid: number | string, parameters: Values = {}) =>
  task("POST", "vzdump", { vmid, storage: "local", ...parameters });

interface Listed {
  readonly volid: string;
  readonly format: string;
  readonly notes?: string;
  readonly protected?: number;
}

async function backups(vmid: number): Promise<readonly Listed[]> {
  const path = "/nodes/pve1/storage/local/content";
  const answer = await asked(world, { verb: "GET", path, parameters: { content: "backup", vmid } });
  return answer.data as readonly Listed[];
}

async function backedUp(vmid: number, parameters: Values = {}): Promise<string> {
  expect(await backUp(vmid, parameters)).toMatchObject({ exit: "OK" });
  return (await backups(vmid))[0]?.volid ?? "";
}

const restore = (vmid: number, archive: string, parameters: Values = {}) =>
  task("POST", "qemu", { vmid, archive, ...parameters });

function writeInto(of: World, volume: string, text: string): void {
  const file = openSync(volumePath(of, volume), "r+");
  writeSync(file, text);
  closeSync(file);
}

describe("a backup of a virtual machine", () => {
  it("says what it does, and is found under the name that its compression gives it", async () => {
    const vmid = await machine({
      name: "web",
      scsi0: "local:1",
      scsi1: "local:1,backup=0",
      ide2: "none,media=cdrom",
    });
    const { exit, log } = await backUp(vmid, { compress: "zstd", mode: "stop" });
    expect(exit).toBe("OK");
    const shown = log.map((line) => line.replace(/\d{4}[-_]\d\d[-_]\d\d[- ]\d\d[:_]\d\d[:_]\d\d/, "TIME"));
    expect(shown.slice(0, 12)).toEqual([
      `INFO: starting new backup job: vzdump ${vmid} --storage local --compress zstd --mode stop --node pve1`,
      `INFO: Starting Backup of VM ${vmid} (qemu)`,
      "INFO: Backup started at TIME",
      "INFO: status = stopped",
      "INFO: backup mode: stop",
      "INFO: ionice priority: 7",
      "INFO: VM Name: web",
      `INFO: include disk 'scsi0' 'local:${vmid}/vm-${vmid}-disk-0.raw' 1G`,
      `INFO: exclude disk 'scsi1' 'local:${vmid}/vm-${vmid}-disk-1.raw' (backup=no)`,
      `INFO: creating vzdump archive '/var/lib/vz/dump/vzdump-qemu-${vmid}-TIME.vma.zst'`,
      "INFO: starting kvm to execute backup task",
      "INFO: starting backup via QMP command",
    ]);
    expect(shown.slice(-2)).toEqual(["INFO: Backup job finished successfully", "TASK OK"]);
    expect(
      (await backups(vmid)).map(({ volid, format }) => [volid.replace(/-\d{4}_[\d_-]+/, ""), format]),
    ).toEqual([[`local:backup/vzdump-qemu-${vmid}.vma.zst`, "vma.zst"]]);
  });

  it("has the configuration as it is, without what waits, was once, or is not used", async () => {
    const vmid = await machine({ scsi0: "local:1,format=qcow2", cores: 2, description: "one\ntwo" });
    await changeGuest(world, vmid, { scsi1: "local:1" });
    await changeGuest(world, vmid, { delete: "scsi1" });
    await startGuest(world, vmid);
    await changeGuest(world, vmid, { cores: 4 });
    const { log } = await backUp(vmid);
    expect(log).toContain("INFO: pending configuration changes found (not included into backup)");
    const volume = (await backups(vmid))[0]?.volid;
    const path = "/nodes/pve1/vzdump/extractconfig";
    const { data } = await asked(world, { verb: "GET", path, parameters: { volume } });
    expect(String(data).split("\n")).toEqual(
      expect.arrayContaining([
        "#one",
        "#two",
        "cores: 2",
        `scsi0: local:${vmid}/vm-${vmid}-disk-0.qcow2,size=1G`,
        "#qmdump#map:scsi0:drive-scsi0:local:qcow2:",
      ]),
    );
    expect(String(data)).not.toContain("unused");
  });

  it("keeps a machine that is started meanwhile, and says so when it is stopped", async () => {
    const held = await simulate({ clock: heldClock() });
    const vmid = 100;
    await makeGuest(held.world, vmid, { scsi0: "local:1" });
    writeInto(held.world, `local:${vmid}/vm-${vmid}-disk-0.raw`, "boot".repeat(2 ** 18));
    const parameters = { vmid, storage: "local", bwlimit: 10 };
    const upid = String(await held.post("/nodes/pve1/vzdump", parameters));
    await held.world.clock.advance(20_000);
    expect(held.world.guests.get(vmid)?.lock).toBe("backup");
    expect((await changeGuest(held.world, vmid, { cores: 2 })).message).toBe("VM is locked (backup)");
    expect((await startGuest(held.world, vmid)).data).toBe("OK");
    held.world.tasks.stop(upid);
    await held.world.tasks.ended(upid);
    const { exit, lines } = held.world.tasks.find(upid);
    expect(exit).toBe("interrupted by signal");
    expect(lines.slice(-7).map((line) => line.replace(/ at .*/, ""))).toEqual([
      "ERROR: interrupted by signal",
      "INFO: aborting backup job",
      "INFO: kvm status changed after backup ('running') - keep VM running",
      `ERROR: Backup of VM ${vmid} failed - interrupted by signal`,
      "INFO: Failed",
      "ERROR: Backup job failed - interrupted by signal",
      "TASK ERROR: interrupted by signal",
    ]);
    expect(held.world.guests.get(vmid)).toMatchObject({ lock: undefined, running: {} });
    await held.close();
  });

  it("waits for one that is made already, and gives up without a word when it is stopped", async () => {
    const held = await simulate({ clock: heldClock() });
    await makeGuest(held.world, 100, { scsi0: "local:1" });
    await held.post("/nodes/pve1/vzdump", { vmid: 100, storage: "local" });
    const upid = String(await held.post("/nodes/pve1/vzdump", { vmid: 100, storage: "local" }));
    await held.world.clock.advance(10);
    held.world.tasks.stop(upid);
    await held.world.tasks.ended(upid);
    expect(held.world.tasks.find(upid)).toMatchObject({
      exit: "unexpected status",
      lines: [
        "INFO: trying to get global lock - waiting...",
        "ERROR: can't acquire lock '/var/run/vzdump.lock' - interrupted by signal",
      ],
    });
    await held.close();
  });

  it("fails for a guest that is locked or not there, and goes on with the others", async () => {
    const [one, other] = [await machine(), await machine()];
    await changeGuest(world, one, { lock: "migrate" });
    const { exit, log } = await backUp(`${one},9999,${other}`);
    expect(exit).toBe("job errors");
    expect(log).toContain(`ERROR: Backup of VM ${one} failed - VM is locked (migrate)`);
    expect(log).toContain("ERROR: Backup of VM 9999 failed - unable to find VM '9999'");
    expect(await backups(other)).toHaveLength(1);
  });

  it("is noted upon, protected, and counted where only some are kept", async () => {
    const vmid = await machine({ name: "db" });
    const first = await backedUp(vmid, { protected: 1, "notes-template": "{{guestname}} on {{node}}\\n2nd" });
    expect(await backups(vmid)).toMatchObject([{ volid: first, notes: "db on pve1", protected: 1 }]);
    for (let count = 0; count < 3; count++) {
      await world.clock.advance(2000);
      await backUp(vmid, { "prune-backups": "keep-last=2" });
    }
    const kept = await backups(vmid);
    expect(kept).toHaveLength(3);
    expect(kept.map(({ volid }) => volid)).toContain(first);
    await world.clock.advance(2000);
    expect(await backUp(vmid, { "prune-backups": "keep-last=2", remove: 0 })).toMatchObject({
      exit: "job errors",
    });
  });

  it("can't be made where none may be", async () => {
    const vmid = await machine();
    expect((await backUp(vmid, { storage: "effiso" })).exit).toBe(
      "could not get storage information for 'effiso': can't use storage 'effiso' for backups - wrong content type",
    );
    expect((await backUp(vmid, { storage: "nope" })).exit).toBe(
      "could not get storage information for 'nope': storage 'nope' does not exist",
    );
    const refused = await asked(world, {
      verb: "POST",
      path: "/nodes/pve1/vzdump",
      parameters: { storage: "local" },
    });
    expect(refused).toMatchObject({ status: 400, errors: { vmid: "property is missing" } });
  });
});

describe("a restored virtual machine", () => {
  it("is what was backed up, with disks and an identity of its own where it shall be another one", async () => {
    const vmid = await machine({
      scsi0: "local:1,format=qcow2,ssd=1",
      scsi1: "local:1,backup=0",
      net0: "virtio=BC:24:11:00:00:01,bridge=vmbr0",
      boot: "order=scsi0",
      cores: 2,
    });
    await changeGuest(world, vmid, { delete: "scsi0" });
    await changeGuest(world, vmid, { scsi0: "local:0,import-from=local:import/tiny.qcow2" });
    const archive = await backedUp(vmid);
    const before = await currentConfiguration(world, vmid);
    const other = next++;
    expect(await restore(other, archive, { unique: 1, storage: "other", name: "copy" })).toMatchObject({
      exit: "OK",
    });
    const after = await currentConfiguration(world, other);
    expect(after).toMatchObject({
      cores: 2,
      name: "copy",
      boot: before["boot"],
      description: `scsi1: local:${vmid}/vm-${vmid}-disk-1.raw,backup=0,size=1G`,
      scsi0: `other:${other}/vm-${other}-disk-0.qcow2,size=15M`,
    });
    for (const key of ["net0", "smbios1", "vmgenid"]) expect(after[key]).not.toBe(before[key]);
  });

  it("has on its disks what was there", async () => {
    const vmid = await machine({ scsi0: "local:1", scsi1: "local:1" });
    const volume = (slot: string, of: number) => `local:${of}/vm-${of}-disk-${slot}.raw`;
    writeInto(world, volume("0", vmid), "boot");
    const archive = await backedUp(vmid);
    const other = next++;
    await restore(other, archive);
    expect(headIsEmpty(world, volume("0", other))).toBe(false);
    expect(headIsEmpty(world, volume("1", other))).toBe(true);
  });

  it("takes the place of another one only with force, and neither while that runs nor while it is protected", async () => {
    const vmid = await machine({ scsi0: "local:1", cores: 2 });
    const archive = await backedUp(vmid);
    await changeGuest(world, vmid, { cores: 4, scsi1: "local:2" });
    const path = "/nodes/pve1/qemu";
    const refused: Answer = await asked(world, { verb: "POST", path, parameters: { vmid, archive } });
    expect(refused.message).toBe(`unable to restore VM ${vmid} - VM ${vmid} already exists on node 'pve1'`);
    await startGuest(world, vmid);
    expect((await restore(vmid, archive, { force: 1 })).exit).toBe(
      `unable to restore VM ${vmid} - vm is running`,
    );
    await ended(world, await asked(world, { verb: "POST", path: `${path}/${vmid}/status/stop` }));
    await changeGuest(world, vmid, { protection: 1 });
    expect((await restore(vmid, archive, { force: 1 })).exit).toMatch(/protection mode enabled$/);
    await changeGuest(world, vmid, { protection: 0 });
    expect((await restore(vmid, archive, { force: 1 })).exit).toBe("OK");
    expect(await currentConfiguration(world, vmid)).toMatchObject({
      cores: 2,
      scsi0: `local:${vmid}/vm-${vmid}-disk-0.raw,size=1G`,
      unused0: `local:${vmid}/vm-${vmid}-disk-1.raw`,
    });
  });
});

describe("a backup of a container", () => {
  it("is made while the container pauses where its storage has no snapshots, and can be restored", async () => {
    const vmid = next++;
    await makeContainer(world, vmid, { rootfs: "local:1", hostname: "web", unprivileged: 1 });
    await startGuest(world, vmid);
    const { exit, log } = await backUp(vmid, { mode: "snapshot" });
    expect(exit).toBe("OK");
    expect(
      log.filter((line) => /mode|sync|suspend|resum/.test(line)).map((line) => line.replace(/\/proc.*/, "")),
    ).toEqual([
      `INFO: starting new backup job: vzdump ${vmid} --storage local --mode snapshot --node pve1`,
      "INFO: mode failure - some volumes do not support snapshots",
      "INFO: trying 'suspend' mode instead",
      "INFO: backup mode: suspend",
      "INFO: starting first sync ",
      "INFO: first sync finished - transferred 1.99M bytes in 1s",
      "INFO: suspending guest",
      "INFO: starting final sync ",
      "INFO: final sync finished - transferred 0 bytes in 0s",
      "INFO: resuming guest",
    ]);
    const [backup] = await backups(vmid);
    expect(backup?.volid).toMatch(new RegExp(`^local:backup/vzdump-lxc-${vmid}-.*\\.tar$`));
    const other = next++;
    const restored = await task("POST", "lxc", { vmid: other, ostemplate: backup?.volid, restore: 1 });
    expect(restored.exit).toBe("OK");
    expect(await currentConfiguration(world, other)).toMatchObject({ hostname: "web" });
  });
});
