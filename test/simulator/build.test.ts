import { describe, expect, it } from "vitest";

import { heldClock, simulate } from "../../providers/proxmox/simulator/index.js";

type Rows = Record<string, unknown>[];

describe("a simulation that begins with something", () => {
  it("has the storages, files and guests that are said, the guests in turns on its nodes", async () => {
    await using pve = await simulate({
      nodes: ["pve1", "pve2"],
      media: { volumeGroups: { pve: { thinPools: ["data"] } } },
      storages: { fast: { type: "lvmthin", vgname: "pve", thinpool: "data", content: "images,rootdir" } },
      files: { "local:iso/debian.iso": 700_000_000, "local:snippets/user.yaml": "#cloud-config\n" },
      guests: [
        { count: 3, config: { cores: 2, scsi0: "fast:8", ide2: "local:iso/debian.iso,media=cdrom" } },
        { vmid: 900, node: "pve2", running: true, config: { name: "db", scsi0: "fast:4" } },
        { kind: "lxc", count: 2, config: { rootfs: "fast:2", hostname: "web" } },
      ],
    });
    const rows = (await pve.get("/cluster/resources", { type: "vm" })) as Rows;
    expect(rows.map(({ id, node, status }) => [id, node, status])).toEqual([
      ["qemu/100", "pve1", "stopped"],
      ["qemu/101", "pve2", "stopped"],
      ["qemu/102", "pve1", "stopped"],
      ["qemu/900", "pve2", "running"],
      ["lxc/901", "pve1", "stopped"],
      ["lxc/902", "pve2", "stopped"],
    ]);
    expect(await pve.get("/nodes/pve2/qemu/101/config")).toMatchObject({
      scsi0: "fast:vm-101-disk-0,size=8G",
    });
    for (const node of ["pve1", "pve2"]) {
      const content = (await pve.get(`/nodes/${node}/storage/local/content`)) as Rows;
      expect(content).toContainEqual(
        expect.objectContaining({ volid: "local:iso/debian.iso", size: 700_000_000 }),
      );
      expect(content).toContainEqual(
        expect.objectContaining({ volid: "local:snippets/user.yaml", size: 14 }),
      );
    }
  });

  it("has them at once, whatever its clock does", async () => {
    await using pve = await simulate({ clock: heldClock(), guests: [{ running: true }] });
    expect(await pve.get("/nodes/pve1/qemu/100/status/current")).toMatchObject({ status: "running" });
    const upid = await pve.post("/nodes/pve1/qemu/100/status/stop");
    await pve.clock.advance(10_000);
    expect(await pve.ended(upid)).toBe("OK");
  });

  it("does not begin with what Proxmox VE would refuse, and says what that is", async () => {
    await expect(simulate({ guests: [{ config: { cores: "many" } }] })).rejects.toThrow(
      "/nodes/pve1/qemu 100: Parameter verification failed. cores: type check ('integer') failed - got 'many'",
    );
    await expect(simulate({ guests: [{ config: { scsi0: "nowhere:8" } }] })).rejects.toThrow(
      "/nodes/pve1/qemu 100: storage 'nowhere' does not exist",
    );
    await expect(simulate({ storages: { fast: { type: "floppy" } } })).rejects.toThrow("/storage fast: ");
  });
});
