import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Instance } from "../../../../lib/change/instance.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { parts, samples } from "./samples.js";
import { putFile, type Stand } from "../guest-stand.js";
import { putImage, stand } from "./world.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
  await putImage(at.pve, "debian.qcow2");
  await putFile(at.pve, { folder: "template/iso", name: "debian.iso" });
  for (const name of ["one.sh", "two.sh"]) await putFile(at.pve, { folder: "snippets", name });
});
afterAll(() => at.close());

const image = { storage: "local", from: "local:import/debian.qcow2" };
/** A guest with a system that answers ACPI. */
const base: ValueObject = {
  disks: { scsi0: image },
  boot_order: ["scsi0"],
  network: { net0: { bridge: "vmbr0" } },
  running: true,
};

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;

/** Changes a running guest from code to code; tells what the plan said, what was called and what still waits. */
async function changed(from: ValueObject, to: ValueObject) {
  const guest = await at.make(undefined, { ...base, ...from });
  const planned = at.plan(await at.read(guest), { ...base, ...to });
  const before = at.pve.requests.length;
  const instance = await at.make(guest, { ...base, ...to });
  const calls = at.pve.requests.slice(before).flatMap(({ path }) => /\/status\/(\w+)$/.exec(path)?.[1] ?? []);
  const rows = (await at.pve.get(`/nodes/pve1/qemu/${vmidOf(guest)}/pending`)) as readonly ValueObject[];
  const waiting = rows.filter((row) => "pending" in row || "delete" in row).map((row) => row["key"]);
  const again = at.plan(await at.read(instance), { ...base, ...to });
  return {
    effect: planned.effect,
    calls,
    waiting,
    again: again.changes,
    runs: await at.isRunning(vmidOf(guest)),
    instance,
  };
}

const things: readonly (readonly [string, ValueObject, ValueObject])[] = [
  ...samples.map(([name, [first, second]]) => [name, { [name]: first }, { [name]: second }] as const),
  ...Object.entries(parts).map(
    ([name, [first, second]]) => [name, { [name]: first }, { [name]: second }] as const,
  ),
];
/** What can't run with the hardware of a simulation, or is about what may run at all. */
const notRunning = new Set(["freeze", "hugepages", "args", "architecture", "kvm"]);

describe("a change of a running guest", () => {
  it.each(things.filter(([name]) => !notRunning.has(name)))(
    "of %s restarts it only if the plan said so, and leaves nothing waiting",
    async (_name, from, to) => {
      const { effect, calls, waiting, again, runs } = await changed(from, to);
      expect({ calls, waiting, again, runs }).toEqual({
        calls: effect === "reboot" ? ["reboot"] : [],
        waiting: [],
        again: [],
        runs: true,
      });
    },
  );

  it.each([
    [
      "a SCSI disk that comes",
      {},
      { disks: { scsi0: image, scsi1: { storage: "local", size: "1G" } } },
      "hot-plug",
    ],
    [
      "a SATA disk that comes",
      {},
      { disks: { scsi0: image, sata1: { storage: "local", size: "1G" } } },
      "reboot",
    ],
    [
      "a virtio disk that goes",
      { disks: { scsi0: image, virtio1: { storage: "local", size: "1G" } } },
      {},
      "hot-plug",
    ],
    [
      "an IDE disk that goes",
      { disks: { scsi0: image, ide1: { storage: "local", size: "1G" } } },
      {},
      "reboot",
    ],
    ["a disk that grows", {}, { disks: { scsi0: { ...image, size: "1G" } } }, "live"],
    ["a disk's cache", {}, { disks: { scsi0: { ...image, cache: "writeback" } } }, "reboot"],
    ["a disk's serial number", {}, { disks: { scsi0: { ...image, serial: "one" } } }, "reboot"],
    ["a disk's limit", {}, { disks: { scsi0: { ...image, mbps: 10 } } }, "live"],
    ["a CD-ROM drive that comes", {}, { cdroms: { ide2: { file: "none" } } }, "reboot"],
    [
      "a medium",
      { cdroms: { ide2: { file: "none" } } },
      { cdroms: { ide2: { file: "local:iso/debian.iso" } } },
      "live",
    ],
    [
      "an interface that comes",
      {},
      { network: { net0: { bridge: "vmbr0" }, net1: { bridge: "vmbr0" } } },
      "hot-plug",
    ],
    ["an interface's model", {}, { network: { net0: { bridge: "vmbr0", model: "e1000" } } }, "hot-plug"],
    ["an interface's firewall", {}, { network: { net0: { bridge: "vmbr0", firewall: true } } }, "live"],
    ["a cloud-init drive that comes", {}, { cloud_init: { storage: "local", user: "a" } }, "reboot"],
    [
      "a cloud-init key",
      { cloud_init: { storage: "local", user: "a" } },
      { cloud_init: { storage: "local", user: "b" } },
      "live",
    ],
    [
      "an interface without its hot-plugging",
      { hotplug: ["disk"] },
      { hotplug: ["disk"], network: { net0: { bridge: "vmbr0" }, net1: { bridge: "vmbr0" } } },
      "reboot",
    ],
    ["a serial port that comes", {}, { serial_ports: { serial0: { device: "socket" } } }, "reboot"],
    [
      "a USB device for Linux",
      { os_type: "l26" },
      { os_type: "l26", usb: { usb0: { host: "spice" } } },
      "hot-plug",
    ],
    ["a USB device for an unknown system", {}, { usb: { usb0: { host: "spice" } } }, "reboot"],
    [
      "a USB device on an old board",
      { os_type: "l26", machine: { type: "q35", version: "7.0" } },
      { os_type: "l26", machine: { type: "q35", version: "7.0" }, usb: { usb0: { host: "spice" } } },
      "reboot",
    ],
    [
      "a disk's slot",
      { disks: { scsi0: image, scsi1: { storage: "local", size: "1G" } } },
      { disks: { scsi0: image, virtio1: { storage: "local", size: "1G", moved_from: "scsi1" } } },
      "hot-plug",
    ],
    [
      "a disk's slot on a cold bus",
      { disks: { scsi0: image, sata1: { storage: "local", size: "1G" } } },
      { disks: { scsi0: image, virtio1: { storage: "local", size: "1G", moved_from: "sata1" } } },
      "reboot",
    ],
  ] as const)("by %s costs what the plan said", async (...[, from, to, effect]) => {
    const seen = await changed(from, to);
    expect({ ...seen, instance: undefined }).toEqual({
      effect,
      calls: effect === "reboot" ? ["reboot"] : [],
      waiting: [],
      again: [],
      runs: true,
      instance: undefined,
    });
  });

  it("in what cloud-init says renews the drive at once, unless a restart does", async () => {
    const cloudInit = { storage: "local", user: "a" };
    const renewed = async (to: ValueObject) => {
      const before = at.pve.requests.length;
      await changed({ cloud_init: cloudInit }, to);
      return at.pve.requests
        .slice(before)
        .filter(({ verb, path }) => verb === "PUT" && path.endsWith("/cloudinit")).length;
    };
    expect(await renewed({ cloud_init: { ...cloudInit, user: "b" } })).toBe(1);
    expect(await renewed({ cloud_init: { ...cloudInit, user: "b" }, cores: 2 })).toBe(0);
    expect(await renewed({ cloud_init: cloudInit, description: "x" })).toBe(0);
  });
});
