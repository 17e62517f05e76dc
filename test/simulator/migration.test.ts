import { existsSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import { migrationStand } from "./migration-stand.js";

const { pve, ended, created, started, migrate, conditions, config, nodeOf } = migrationStand();

describe("a virtual machine's conditions for a migration", () => {
  it("name what is on its node alone, by the volume", async () => {
    await created("qemu", 100, { scsi0: "local:1", scsi1: "nfs1:1", ide2: "none,media=cdrom" });
    await pve().put("/nodes/pve1/qemu/100/config", { delete: "scsi1" });
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
    await pve().put("/storage/nfs1", { nodes: "pve1,pve3" });
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
    await pve().put("/nodes/pve1/qemu/100/config", { delete: "scsi1" });
    const { exit, log } = await ended(migrate(100));
    expect(exit).toBe("OK");
    expect(log).toContain("found local disk 'local:100/vm-100-disk-0.raw' (attached)");
    expect(log).toContain("found local disk 'local:100/vm-100-disk-1.raw' (unused)");
    const { world } = pve();
    for (const volid of ["local:100/vm-100-disk-0.raw", "local:100/vm-100-disk-1.raw"]) {
      expect(existsSync(volumePath(world, volid, "pve1"))).toBe(false);
      expect(existsSync(volumePath(world, volid, "pve2"))).toBe(true);
    }
    expect((await ended(pve().post("/nodes/pve2/qemu/100/status/start"))).exit).toBe("OK");
  });

  it("is put on the storages that are asked for, and called what it is called there", async () => {
    await pve().post("/storage", {
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
    pve().world.guests.get(100)!.lock = "backup";
    await expect(migrate(100)).rejects.toThrow("VM is locked (backup)");
  });

  it("is refused to where a storage is not", async () => {
    await pve().put("/storage/nfs1", { nodes: "pve1" });
    await created("qemu", 100, { scsi0: "nfs1:1" });
    await expect(migrate(100)).rejects.toThrow("storage 'nfs1' is not available on node 'pve2'");
  });

  it("stays where it is with a medium that is on its node alone", async () => {
    const { world } = pve();
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
    await pve().nodes.get("pve2")!.down();
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
    writeFileSync(volumePath(pve().world, "local:snippets/a.yaml", "pve1"), "#cloud-config\n");
    await created("qemu", 100, { ide2: "nfs1:cloudinit", cicustom: "user=local:snippets/a.yaml" });
    expect((await started(100)).exit).toBe("OK");
    expect((await ended(migrate(100, { online: 1 }))).exit).toBe("OK");
    await ended(pve().post("/nodes/pve2/qemu/100/status/stop"));
    expect((await ended(pve().post("/nodes/pve2/qemu/100/status/start"))).exit).toBe(
      "can't open '/var/lib/vz/snippets/a.yaml' - No such file or directory",
    );
  });
});
