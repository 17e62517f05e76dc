import { writeFileSync } from "node:fs";

import { beforeEach, describe, expect, it } from "vitest";

import { volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import { migrationStand, type Parameters } from "./migration-stand.js";

const { pve, ended, created, started, conditions, config, nodeOf } = migrationStand();

describe("a container", () => {
  const template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";
  const root = { ostemplate: template, rootfs: "nfs1:1", hostname: "web" };
  beforeEach(() => {
    writeFileSync(volumePath(pve().world, template, "pve1"), "template");
  });

  const move = (vmid: number, parameters: Parameters = {}) =>
    pve().post(`/nodes/pve1/lxc/${vmid}/migrate`, { target: "pve2", ...parameters });

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
    expect((await ended(pve().post("/nodes/pve2/lxc/200/status/start"))).exit).toBe("OK");
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
    expect(await pve().get("/nodes/pve2/lxc/200/status/current")).toMatchObject({ status: "running" });
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
    await ended(pve().post("/nodes/pve1/migrateall", { target: "pve3" }));
    expect([100, 101, 102].map(nodeOf)).toEqual(["pve3", "pve1", "pve3"]);
    await ended(pve().post("/nodes/pve1/migrateall", { target: "pve3", "with-local-disks": 1 }));
    expect(nodeOf(101)).toBe("pve3");
  });
});
