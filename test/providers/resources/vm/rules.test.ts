import { describe, expect, it } from "vitest";

import { validate } from "../../../../lib/schema/validate.js";
import { unknown, type ValueObject } from "../../../../lib/value/value.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";

const wrong = (code: ValueObject) =>
  validate(vm, { node: "pve1", ...code }).map(({ path, summary }) => [path?.join("."), summary]);

describe("a guest's code", () => {
  it("is right with nothing but a node, and with values that are not known yet", () => {
    expect(wrong({})).toEqual([]);
    expect(
      wrong({ vmid: unknown, disks: { scsi0: { storage: unknown, size: unknown, from: unknown } } }),
    ).toEqual([]);
    expect(
      wrong({ disks: unknown, cloud_init: { slot: unknown, storage: "local" }, boot_order: unknown }),
    ).toEqual([]);
  });

  it("is told everything that is wrong at once", () => {
    const code = {
      running: true,
      template: true,
      disks: {
        ide2: { storage: "local", size: "1G", iothread: true },
        virtio0: { storage: "local", size: "1G", ssd: true, moved_from: "scsi99" },
        scsi1: { storage: "local", size: "1G", moved_from: "ide2" },
      },
      cdroms: { ide2: { file: "none" } },
      cloud_init: { storage: "local" },
      boot_order: [],
    };
    expect(wrong(code)).toEqual([
      ["running", "a template can't run"],
      ["cdroms.ide2", "ide2 is used twice"],
      ["cloud_init.slot", "ide2 is used twice"],
      ["disks.ide2.iothread", "disks.ide2.iothread: there is no such option on this bus"],
      ["disks.virtio0.ssd", "disks.virtio0.ssd: there is no such option on this bus"],
      ["boot_order", "boot_order is empty"],
      ["disks.virtio0.moved_from", 'disks.virtio0.moved_from: there is no slot "scsi99"'],
      ["disks.scsi1.moved_from", "disks.scsi1.moved_from: ide2 still has a disk"],
    ]);
  });

  it("is told what is allowed where a value has the wrong form", () => {
    const code = {
      name: "under_score",
      vmid: 7,
      memory: 1.5,
      disks: { scsi31: { size: "1G" }, scsi0: { size: "1 GB" } },
      network: { net0: { mac: "00:11", vlan: 5000 } },
      cdroms: { ide0: { file: "/tmp/x.iso" } },
      generation_id: "1",
    };
    expect(wrong(code).map(([path]) => path)).toEqual([
      "vmid",
      "name",
      "memory",
      "generation_id",
      "disks.scsi31",
      "disks.scsi0.size",
      "cdroms.ide0.file",
      "network.net0.mac",
      "network.net0.vlan",
    ]);
  });
});
