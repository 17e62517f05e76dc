import { existsSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { heldClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { volumePath } from "../../providers/proxmox/simulator/storages/volume.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate({ nodes: ["pve1", "pve2", "pve3"] });
  await simulation.post("/storage", {
    storage: "nfs1",
    type: "nfs",
    server: "192.0.2.200",
    export: "/export",
    content: "images,rootdir,iso",
  });
});
afterEach(() => simulation.close());

type Parameters = Readonly<Record<string, string | number>>;

async function ended(asked: Promise<unknown>) {
  const upid = String(await asked);
  await simulation.world.tasks.ended(upid);
  const { type, exit, lines } = simulation.world.tasks.find(upid);
  return { type, exit, log: lines.map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /, "")) };
}

async function created(kind: "qemu" | "lxc", vmid: number, parameters: Parameters = {}): Promise<void> {
  expect((await ended(simulation.post(`/nodes/pve1/${kind}`, { vmid, ...parameters }))).exit).toBe("OK");
}

const started = (vmid: number, kind = "qemu") =>
  ended(simulation.post(`/nodes/pve1/${kind}/${vmid}/status/start`));
const migrate = (vmid: number, parameters: Parameters = {}) =>
  simulation.post(`/nodes/pve1/qemu/${vmid}/migrate`, { target: "pve2", ...parameters });
const conditions = async (vmid: number, kind = "qemu") =>
  (await simulation.get(`/nodes/pve1/${kind}/${vmid}/migrate`)) as Readonly<Record<string, unknown>>;
const config = (node: string, vmid: number, kind = "qemu") =>
  simulation.get(`/nodes/${node}/${kind}/${vmid}/config`);
const nodeOf = (vmid: number) => simulation.world.guests.get(vmid)?.node;

describe("a virtual machine's conditions for a migration", () => {
  it("name what is on its node alone, by the volume", async () => {
    await created("qemu", 100, { scsi0: "local:1", scsi1: "nfs1:1", ide2: "none,media=cdrom" });
    await simulation.put("/nodes/pve1/qemu/100/config", { delete: "scsi1" });
    expect(await conditions(100)).toMatchObject({
      running: 0,
      local_disks: [
        {
          volid: "local:100/vm-100-disk-0.raw",
          drivename: "scsi0",
          size: 2 ** 30,
          cdrom: 0,
          is_unused: 0,
          is_attached: 1,
        },
      ],
      local_resources: [],
      allowed_nodes: ["pve2", "pve3"],
      not_allowed_nodes: {},
    });
  });

  it("name devices of the node, and nodes that lack a storage", async () => {
    await simulation.put("/storage/nfs1", { nodes: "pve1,pve3" });
    await created("qemu", 100, { scsi0: "nfs1:1", usb0: "host=1234:5678", usb1: "spice", serial0: "socket" });
    expect(await conditions(100)).toMatchObject({
      local_disks: [],
      local_resources: ["usb0"],
      allowed_nodes: ["pve3"],
      not_allowed_nodes: { pve2: { unavailable_storages: ["nfs1"] } },
    });
  });
});

describe("a stopped virtual machine", () => {
  it("with shared disks changes its node, and nothing else", async () => {
    await created("qemu", 100, { name: "web", scsi0: "nfs1:1" });
    const before = await config("pve1", 100);
    expect(await ended(migrate(100))).toEqual({
      type: "qmigrate",
      exit: "OK",
      log: [
        "starting migration of VM 100 to node 'pve2' (192.0.2.11)",
        "migration finished successfully (duration 00:00:00)",
        "TASK OK",
      ],
    });
    expect(await config("pve2", 100)).toEqual(before);
    await expect(config("pve1", 100)).rejects.toThrow(
      "Configuration file 'nodes/pve1/qemu-server/100.conf' does not exist",
    );
  });

  it("takes its local disks along, unused ones too", async () => {
    await created("qemu", 100, { scsi0: "local:1", scsi1: "local:2" });
    await simulation.put("/nodes/pve1/qemu/100/config", { delete: "scsi1" });
    const { exit, log } = await ended(migrate(100));
    expect(exit).toBe("OK");
    expect(log).toContain("found local disk 'local:100/vm-100-disk-0.raw' (attached)");
    expect(log).toContain("found local disk 'local:100/vm-100-disk-1.raw' (unused)");
    const { world } = simulation;
    for (const volid of ["local:100/vm-100-disk-0.raw", "local:100/vm-100-disk-1.raw"]) {
      expect(existsSync(volumePath(world, volid, "pve1"))).toBe(false);
      expect(existsSync(volumePath(world, volid, "pve2"))).toBe(true);
    }
    expect((await ended(simulation.post("/nodes/pve2/qemu/100/status/start"))).exit).toBe("OK");
  });

  it("is put on the storages that are asked for, and called what it is called there", async () => {
    await simulation.post("/storage", {
      storage: "other",
      type: "dir",
      path: "/mnt/other",
      content: "images",
    });
    await created("qemu", 100, { scsi0: "local:1", scsi1: "local:1" });
    expect((await ended(migrate(100, { targetstorage: "local:other" }))).exit).toBe("OK");
    expect(await config("pve2", 100)).toMatchObject({
      scsi0: "other:100/vm-100-disk-0.raw,size=1G",
      scsi1: "other:100/vm-100-disk-1.raw,size=1G",
    });
  });

  it.each([
    [
      "local:a:b",
      "invalid format - entry 'local:a:b' contains invalid ID - storage ID 'local:a:b' contains illegal characters\n\n",
    ],
    ["a1,b1", "failed to parse storage map: default target ID can only be provided once"],
    ["1,local:nfs1", "failed to parse storage map: identity mapping cannot be combined with other mappings"],
    ["local:nfs1,local:nfs1", "failed to parse storage map: duplicate mapping for source 'local'"],
  ])("is refused with the storages %s", async (targetstorage, text) => {
    await created("qemu", 100);
    await expect(migrate(100, { targetstorage })).rejects.toMatchObject({
      status: 400,
      errors: { targetstorage: `${text}\n` },
    });
  });

  it("is refused to where it is, to nowhere, and while it is locked", async () => {
    await created("qemu", 100);
    await expect(migrate(100, { target: "pve1" })).rejects.toMatchObject({
      errors: { target: "target is local node." },
    });
    await expect(migrate(100, { target: "pve9" })).rejects.toThrow("no such cluster node 'pve9'");
    simulation.world.guests.get(100)!.lock = "backup";
    await expect(migrate(100)).rejects.toThrow("VM is locked (backup)");
  });

  it("is refused to where a storage is not", async () => {
    await simulation.put("/storage/nfs1", { nodes: "pve1" });
    await created("qemu", 100, { scsi0: "nfs1:1" });
    await expect(migrate(100)).rejects.toThrow("storage 'nfs1' is not available on node 'pve2'");
  });

  it("stays where it is with a medium that is on its node alone", async () => {
    const { world } = simulation;
    const { writeFileSync } = await import("node:fs");
    writeFileSync(volumePath(world, "local:iso/a.iso", "pve1"), "iso");
    await created("qemu", 100, { ide2: "local:iso/a.iso,media=cdrom" });
    expect(await ended(migrate(100))).toEqual({
      type: "qmigrate",
      exit: "migration aborted",
      log: [
        "starting migration of VM 100 to node 'pve2' (192.0.2.11)",
        "can't migrate local disk 'local:iso/a.iso': local cdrom image",
        "ERROR: Problem found while scanning volumes - can't migrate VM - check log",
        "aborting phase 1 - cleanup resources",
        "ERROR: migration aborted (duration 00:00:00): Problem found while scanning volumes - can't migrate VM - check log",
        "TASK ERROR: migration aborted",
      ],
    });
    expect(nodeOf(100)).toBe("pve1");
    expect(await config("pve1", 100)).not.toHaveProperty("lock");
  });

  it("stays where it is with a device of its node", async () => {
    await created("qemu", 100, { hostpci0: "0000:00:02.0" });
    const { log } = await ended(migrate(100));
    expect(log).toEqual([
      "ERROR: migration aborted (duration 00:00:00): can't migrate VM which uses local devices: hostpci0",
      "TASK ERROR: migration aborted",
    ]);
  });

  it("does not leave for a node that is not there", async () => {
    await created("qemu", 100);
    await simulation.nodes.get("pve2")!.down();
    const { log } = await ended(migrate(100));
    expect(log[0]).toBe(
      "ERROR: migration aborted (duration 00:00:00): Can't connect to destination address using public key",
    );
    expect(nodeOf(100)).toBe("pve1");
  });
});

describe("a virtual machine with a snippet of its node", () => {
  it("leaves without it, and then does not start: cloud-init's files are made at every start", async () => {
    const { writeFileSync } = await import("node:fs");
    writeFileSync(volumePath(simulation.world, "local:snippets/a.yaml", "pve1"), "#cloud-config\n");
    await created("qemu", 100, { ide2: "nfs1:cloudinit", cicustom: "user=local:snippets/a.yaml" });
    expect((await started(100)).exit).toBe("OK");
    expect((await ended(migrate(100, { online: 1 }))).exit).toBe("OK");
    await ended(simulation.post("/nodes/pve2/qemu/100/status/stop"));
    expect((await ended(simulation.post("/nodes/pve2/qemu/100/status/start"))).exit).toBe(
      "can't open '/var/lib/vz/snippets/a.yaml' - No such file or directory",
    );
  });
});

describe("a running virtual machine", () => {
  it("is moved only online", async () => {
    await created("qemu", 100);
    await started(100);
    await expect(migrate(100)).rejects.toThrow("can't migrate running VM without --online");
  });

  it("goes on on the other node, where it is started in a task of that node", async () => {
    await created("qemu", 100, { scsi0: "nfs1:1", memory: 1024 });
    await started(100);
    await simulation.put("/nodes/pve1/qemu/100/config", { cores: 2 });
    const { exit, log } = await ended(migrate(100, { online: 1 }));
    expect(exit).toBe("OK");
    expect(log).toContain("starting VM 100 on remote node 'pve2'");
    expect(log).toContain("starting online/live migration on unix:/run/qemu-server/100.migrate");
    expect(log).toContain("migration status: completed");
    expect(await simulation.get("/nodes/pve2/qemu/100/status/current")).toMatchObject({ status: "running" });
    expect(await simulation.get("/nodes/pve2/qemu/100/pending")).toContainEqual({ key: "cores", pending: 2 });
    expect(await simulation.get("/nodes/pve2/tasks", { vmid: 100 })).toMatchObject([
      { node: "pve2", type: "qmstart", user: "root@pam", status: "OK" },
    ]);
  });

  it("takes local disks along only where that is asked for", async () => {
    await created("qemu", 100, { scsi0: "local:1" });
    await started(100);
    const refused = await ended(migrate(100, { online: 1 }));
    expect(refused.exit).toBe("migration aborted");
    expect(refused.log).toContain(
      "ERROR: Problem found while scanning volumes - can't live migrate attached local disks without with-local-disks option",
    );
    const { exit, log } = await ended(
      migrate(100, { online: 1, "with-local-disks": 1, targetstorage: "nfs1" }),
    );
    expect(exit).toBe("OK");
    expect(log).toContain(
      "volume 'local:100/vm-100-disk-0.raw' is 'nfs1:100/vm-100-disk-0.raw' on the target",
    );
    expect(log).toContain("drive-scsi0: mirror-job finished");
    expect(await config("pve2", 100)).toMatchObject({ scsi0: "nfs1:100/vm-100-disk-0.raw,size=1G" });
  });

  it("stays where it is if it can't be started on the other node", async () => {
    simulation.world.nodes.get("pve1")!.interfaces.set("vmbr9", { type: "bridge" });
    await created("qemu", 100, { net0: "virtio,bridge=vmbr9" });
    await started(100);
    const { exit, log } = await ended(migrate(100, { online: 1 }));
    expect(exit).toBe("migration problems");
    expect(log.slice(2)).toEqual([
      "ERROR: online migrate failure - remote command failed with exit code 255",
      "aborting phase 2 - cleanup resources",
      "migrate_cancel",
      "ERROR: migration finished with problems (duration 00:00:00)",
      "TASK ERROR: migration problems",
    ]);
    expect(nodeOf(100)).toBe("pve1");
    expect(await simulation.get("/nodes/pve1/qemu/100/status/current")).toMatchObject({ status: "running" });
    const [start] = (await simulation.get("/nodes/pve2/tasks")) as readonly { readonly status: string }[];
    expect(start?.status).toBe("bridge 'vmbr9' does not exist");
  });

  it("is marked while it moves, by a bandwidth as slow as is asked for, and free again when that is stopped", async () => {
    const slow = await simulate({ nodes: ["pve1", "pve2"], clock: heldClock() });
    try {
      const wait = async (upid: unknown) => {
        await slow.clock.advance(5000);
        return slow.world.tasks.find(String(upid)).exit;
      };
      expect(await wait(await slow.post("/nodes/pve1/qemu", { vmid: 100, scsi0: "local:1" }))).toBe("OK");
      const upid = String(await slow.post("/nodes/pve1/qemu/100/migrate", { target: "pve2", bwlimit: 1024 }));
      await slow.clock.advance(1_000_000);
      expect(await slow.get("/nodes/pve1/qemu/100/config")).toMatchObject({ lock: "migrate" });
      expect(slow.world.tasks.find(upid).exit).toBeUndefined();
      await slow.delete(`/nodes/pve1/tasks/${encodeURIComponent(upid)}`);
      await slow.world.tasks.ended(upid);
      expect(slow.world.tasks.find(upid).lines.at(-2)).toContain("migration aborted (duration 00:16:40)");
      expect(await slow.get("/nodes/pve1/qemu/100/config")).not.toHaveProperty("lock");
    } finally {
      await slow.close();
    }
  });
});

describe("a node that loses its power in the middle of a migration", () => {
  it("leaves the guest where it was, marked, and nobody has its locks", async () => {
    const slow = await simulate({ nodes: ["pve1", "pve2", "pve3"], clock: heldClock() });
    try {
      const made = await slow.post("/nodes/pve1/qemu", { vmid: 100, scsi0: "local:1" });
      await slow.clock.advance(5000);
      expect(slow.world.tasks.find(String(made)).exit).toBe("OK");
      const upid = await slow.post("/nodes/pve1/qemu/100/migrate", { target: "pve2", bwlimit: 1024 });
      await slow.clock.advance(10_000);
      await slow.nodes.get("pve1")!.down();
      await slow.clock.advance(1_000_000);
      await slow.nodes.get("pve1")!.up();
      expect(slow.world.tasks.find(String(upid)).exit).toBe("unexpected status");
      expect(await slow.get("/nodes/pve1/qemu/100/config")).toMatchObject({ lock: "migrate" });
      await slow.put("/nodes/pve1/qemu/100/config", { delete: "lock", skiplock: 1 });
      const start = await slow.post("/nodes/pve1/qemu/100/status/start");
      await slow.clock.advance(5000);
      expect(slow.world.tasks.find(String(start)).exit).toBe("OK");
    } finally {
      await slow.close();
    }
  });
});

describe("a container", () => {
  const template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";
  const root = { ostemplate: template, rootfs: "nfs1:1", hostname: "web" };
  beforeEach(async () => {
    const { writeFileSync } = await import("node:fs");
    writeFileSync(volumePath(simulation.world, template, "pve1"), "template");
  });

  const move = (vmid: number, parameters: Parameters = {}) =>
    simulation.post(`/nodes/pve1/lxc/${vmid}/migrate`, { target: "pve2", ...parameters });

  it("that is stopped changes its node with its volumes", async () => {
    await created("lxc", 200, { ...root, rootfs: "local:1" });
    expect(await conditions(200, "lxc")).toEqual({
      running: 0,
      "allowed-nodes": ["pve2", "pve3"],
      "not-allowed-nodes": {},
    });
    expect(await ended(move(200))).toEqual({
      type: "vzmigrate",
      exit: "OK",
      log: [
        "starting migration of CT 200 to node 'pve2' (192.0.2.11)",
        "found local volume 'local:200/vm-200-disk-0.raw' (in current VM config)",
        "volume 'local:200/vm-200-disk-0.raw' is 'local:200/vm-200-disk-0.raw' on the target",
        "start final cleanup",
        "migration finished successfully (duration 00:00:02)",
        "TASK OK",
      ],
    });
    expect(await config("pve2", 200, "lxc")).toMatchObject({ hostname: "web" });
    expect((await ended(simulation.post("/nodes/pve2/lxc/200/status/start"))).exit).toBe("OK");
  });

  it("that runs is not moved, but shut down, moved and started where that is asked for", async () => {
    await created("lxc", 200, root);
    await started(200, "lxc");
    await expect(move(200)).rejects.toThrow("can't migrate running container without --online or --restart");
    const live = await ended(move(200, { online: 1 }));
    expect(live.log[0]).toMatch(/lxc live migration is currently not implemented$/);
    const { exit, log } = await ended(move(200, { restart: 1 }));
    expect(exit).toBe("OK");
    expect(log.slice(0, 2)).toEqual([
      "shutdown CT 200",
      "starting migration of CT 200 to node 'pve2' (192.0.2.11)",
    ]);
    expect(log).toContain("start container on target node");
    expect(await simulation.get("/nodes/pve2/lxc/200/status/current")).toMatchObject({ status: "running" });
  });

  it("with a directory of its node stays there", async () => {
    await created("lxc", 200, { ...root, mp0: "/srv/data,mp=/data" });
    const { log } = await ended(move(200));
    expect(log[0]).toMatch(/cannot migrate local bind mount point 'mp0'$/);
  });
});

describe("all guests of a node", () => {
  it("are moved one by one, and what one refuses concerns no other", async () => {
    await created("qemu", 100, { scsi0: "nfs1:1" });
    await created("qemu", 101, { scsi0: "local:1" });
    await created("qemu", 102, { scsi0: "nfs1:1" });
    for (const vmid of [100, 101]) await started(vmid);
    await ended(simulation.post("/nodes/pve1/migrateall", { target: "pve3" }));
    expect([100, 101, 102].map(nodeOf)).toEqual(["pve3", "pve1", "pve3"]);
    await ended(simulation.post("/nodes/pve1/migrateall", { target: "pve3", "with-local-disks": 1 }));
    expect(nodeOf(101)).toBe("pve3");
  });
});
