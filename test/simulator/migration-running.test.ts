import { describe, expect, it } from "vitest";

import { heldClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate } from "../../providers/proxmox/simulator/simulate.js";
import { migrationStand } from "./migration-stand.js";

const { pve, ended, created, started, migrate, config, nodeOf } = migrationStand();

describe("a running virtual machine", () => {
  it("is moved only online", async () => {
    await created("qemu", 100);
    await started(100);
    await expect(migrate(100)).rejects.toThrow("can't migrate running VM without --online");
  });

  it("goes on on the other node, where it is started in a task of that node", async () => {
    await created("qemu", 100, { scsi0: "nfs1:1", memory: 1024 });
    await started(100);
    await pve().put("/nodes/pve1/qemu/100/config", { cores: 2 });
    const { exit, log } = await ended(migrate(100, { online: 1 }));
    expect(exit).toBe("OK");
    expect(log).toContain("starting VM 100 on remote node 'pve2'");
    expect(log).toContain("starting online/live migration on unix:/run/qemu-server/100.migrate");
    expect(log).toContain("migration status: completed");
    expect(await pve().get("/nodes/pve2/qemu/100/status/current")).toMatchObject({ status: "running" });
    expect(await pve().get("/nodes/pve2/qemu/100/pending")).toContainEqual({ key: "cores", pending: 2 });
    expect(await pve().get("/nodes/pve2/tasks", { vmid: 100 })).toMatchObject([
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
    pve().world.nodes.get("pve1")!.interfaces.set("vmbr9", { type: "bridge" });
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
    expect(await pve().get("/nodes/pve1/qemu/100/status/current")).toMatchObject({ status: "running" });
    const [start] = (await pve().get("/nodes/pve2/tasks")) as readonly { readonly status: string }[];
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
