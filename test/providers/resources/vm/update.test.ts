import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Instance } from "../../../../lib/change/instance.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { keys } from "../../../../providers/proxmox/resources/nodes/vm/keys.js";
import { properties } from "../../../../providers/proxmox/resources/nodes/vm/properties.js";
import { parts, samples } from "./samples.js";
import { putFile, type Stand } from "../guest-stand.js";
import { putImage, stand } from "./world.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
  await putImage(at.pve, "debian.qcow2");
  for (const name of ["one.sh", "two.sh"]) await putFile(at.pve, { folder: "snippets", name });
});
afterAll(() => at.close());

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;
const configurationOf = (instance: Instance) => at.configuration(vmidOf(instance));

async function expectNoChange(instance: Instance, code: ValueObject): Promise<void> {
  expect(at.plan(await at.read(instance), code)).toMatchObject({
    action: "none",
    changes: [],
    diagnostics: [],
  });
}

/** Brings a guest from code to code and checks that each is reached. */
async function through(...codes: readonly ValueObject[]): Promise<Instance> {
  let instance: Instance | undefined;
  for (const code of codes) {
    instance = await at.make(instance, code);
    await expectNoChange(instance, code);
  }
  return instance as Instance;
}

describe("a key of a guest", () => {
  it.each(samples)("%s is set, changed and taken away again", async (name, [first, second]) => {
    const key = (keys as Readonly<Record<string, { readonly key?: string }>>)[name]?.key ?? name;
    const guest = await through({ [name]: first }, { [name]: second }, {});
    expect(await configurationOf(guest)).not.toHaveProperty([key]);
  });

  it.each(Object.entries(parts))(
    "%s is set, changed part by part and taken away again",
    async (name, [first, second]) => {
      const guest = await through({ [name]: first }, { [name]: second }, {});
      expect(await configurationOf(guest)).not.toHaveProperty([
        properties[name as keyof typeof properties].key,
      ]);
    },
  );

  it("keeps what others wrote into the same line", async () => {
    const guest = await at.make(undefined, { cpu: { type: "host" } });
    await at.pve.put(`/nodes/pve1/qemu/${vmidOf(guest)}/config`, { cpu: "host,hidden=1,flags=+aes" });
    const changed = await at.make(guest, { cpu: { type: "kvm64" } });
    expect((await configurationOf(changed))["cpu"]).toBe("kvm64,hidden=1,flags=+aes");
  });

  it("that somebody else set stays as it is", async () => {
    const guest = await at.make(undefined, { cores: 2 });
    await at.pve.put(`/nodes/pve1/qemu/${vmidOf(guest)}/config`, { description: "theirs", sockets: 2 });
    await expectNoChange(guest, { cores: 2 });
    const changed = await at.make(guest, { cores: 3 });
    expect(await configurationOf(changed)).toMatchObject({ cores: 3, description: "theirs", sockets: 2 });
  });

  it("is not written over what somebody else wrote since the plan", async () => {
    const guest = await at.make(undefined, { cores: 2 });
    const prior = await at.read(guest);
    const { planned } = at.plan(prior, { cores: 4 });
    await at.pve.put(`/nodes/pve1/qemu/${vmidOf(guest)}/config`, { cores: 3 });
    const { diagnostics } = await at.perform({ prior, planned });
    expect(diagnostics[0]?.summary).toContain("was changed since the plan");
    expect(await configurationOf(guest)).toMatchObject({ cores: 3 });
  });
});

describe("a disk", () => {
  const disk = { storage: "local", size: "1G", format: "qcow2" };
  const volume = async (guest: Instance, slot: string) =>
    /^[^,]+/.exec(String((await configurationOf(guest))[slot]))?.[0];

  it("is added, grows and gets other options without being made anew", async () => {
    const image = { storage: "local", from: "local:import/debian.qcow2", size: "1G" };
    const guest = await at.make(undefined, { disks: { scsi0: image } });
    const before = await volume(guest, "scsi0");
    const grown = await at.make(guest, {
      disks: { scsi0: { ...image, size: "2G", cache: "writeback", serial: "a b" }, virtio1: disk },
    });
    expect(await configurationOf(grown)).toMatchObject({
      scsi0: expect.stringMatching(/cache=writeback.*size=2G/) as string,
      virtio1: expect.stringMatching(/size=1G/) as string,
    });
    expect(await volume(grown, "scsi0")).toBe(before);
    const plain = await at.make(grown, { disks: { scsi0: { ...image, size: "2G" }, virtio1: disk } });
    expect((await configurationOf(plain))["scsi0"]).not.toContain("cache");
    await expectNoChange(plain, { disks: { scsi0: { ...image, size: "2G" }, virtio1: disk } });
  });

  it("never shrinks, and the plan says so", async () => {
    const guest = await at.make(undefined, { disks: { scsi0: { ...disk, size: "2G" } } });
    const { diagnostics } = at.plan(await at.read(guest), { disks: { scsi0: disk } });
    expect(diagnostics).toEqual([
      {
        severity: "error",
        summary: "disk size can't shrink",
        path: ["disks", "scsi0", "size"],
        detail: `disks.scsi0.size: 1 GiB, now 2 GiB on pve1 (${await volume(guest, "scsi0")}). Proxmox VE only grows disks. Set at least 2G, or make a new disk in a free slot and copy the data.`,
      },
    ]);
  });

  it("that leaves the code is detached, and its volume stays", async () => {
    const guest = await at.make(undefined, { disks: { scsi0: disk, scsi1: disk } });
    const file = await volume(guest, "scsi1");
    const changed = await at.make(guest, { disks: { scsi0: disk } });
    expect(await configurationOf(changed)).toMatchObject({ unused0: file });
    expect(await configurationOf(changed)).not.toHaveProperty("scsi1");
  });

  it("moves to another slot with its volume, its data and its place in the boot order", async () => {
    const guest = await at.make(undefined, {
      disks: { scsi0: { ...disk, cache: "none" } },
      network: { net0: {} },
    });
    const file = await volume(guest, "scsi0");
    const code = {
      disks: { virtio0: { ...disk, cache: "none", moved_from: "scsi0" } },
      network: { net0: {} },
    };
    const plan = at.plan(await at.read(guest), code);
    expect(plan).toMatchObject({ action: "update", loses: [], diagnostics: [] });
    const moved = await at.make(guest, code);
    expect(await volume(moved, "virtio0")).toBe(file);
    const configuration = await configurationOf(moved);
    expect(configuration).toMatchObject({ boot: "order=virtio0;net0" });
    expect(Object.keys(configuration).filter((key) => /^(scsi|unused)\d/.test(key))).toEqual([]);
    await expectNoChange(moved, code);
    await expectNoChange(moved, { ...code, disks: { virtio0: { ...disk, cache: "none" } } });
  });

  it("that was detached is attached again with its data", async () => {
    const guest = await at.make(undefined, { disks: { scsi0: disk, scsi1: disk } });
    const file = await volume(guest, "scsi1");
    const detached = await at.make(guest, { disks: { scsi0: disk } });
    const code = { disks: { scsi0: disk, virtio3: { ...disk, moved_from: "unused0" } } };
    const attached = await at.make(detached, code);
    expect(await volume(attached, "virtio3")).toBe(file);
    expect(await configurationOf(attached)).not.toHaveProperty("unused0");
    await expectNoChange(attached, code);
  });

  it("can't come from a slot that is empty", async () => {
    const guest = await at.make(undefined, { disks: { scsi0: disk } });
    const { diagnostics } = at.plan(await at.read(guest), {
      disks: { scsi0: disk, virtio0: { ...disk, moved_from: "sata3" } },
    });
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      "disks.virtio0.moved_from: the guest has no disk in sata3",
    ]);
  });

  it("moves to another storage while the guest keeps its number and its data", async () => {
    await at.pve.post("/storage", { storage: "fast", type: "dir", path: "/mnt/fast", content: "images" });
    const guest = await at.make(undefined, { disks: { scsi0: disk } });
    const code = { disks: { scsi0: { ...disk, storage: "fast" } } };
    const moved = await at.make(guest, code);
    expect(await volume(moved, "scsi0")).toMatch(/^fast:/);
    await expectNoChange(moved, code);
  });
});

describe("drives, interfaces and cloud-init", () => {
  it("a CD-ROM drive is added, its medium changed, and the boot order stays as wished", async () => {
    const disks = { scsi0: { storage: "local", size: "1G" } };
    const code = { disks, boot_order: ["scsi0"] };
    const guest = await through(
      code,
      { ...code, cdroms: { ide2: { file: "none" } } },
      { ...code, cdroms: { ide2: { file: "cdrom" } } },
      code,
    );
    expect(await configurationOf(guest)).toMatchObject({ boot: "order=scsi0" });
  });

  it("a boot order stays in the code, since a guest without one starts from no disk", async () => {
    const disks = { scsi0: { storage: "local", size: "1G" } };
    const guest = await at.make(undefined, { disks, boot_order: ["scsi0"] });
    const { diagnostics } = at.plan(await at.read(guest), { disks });
    expect(diagnostics).toMatchObject([{ severity: "error", path: ["boot_order"] }]);
    expect(await configurationOf(guest)).toMatchObject({ boot: "order=scsi0" });
    // What PVE chose is nobody's to take out.
    await expectNoChange(await at.make(undefined, { disks }), { disks });
  });

  it("interfaces come, change in place and go, and keep their MAC addresses", async () => {
    const guest = await at.make(undefined, { network: { net0: { bridge: "vmbr0" } } });
    const mac = (guest.attributes["network"] as Readonly<Record<string, ValueObject>>)["net0"]?.["mac"];
    const code = {
      network: {
        net0: { bridge: "vmbr0", vlan: 5, rate: 10, model: "e1000" },
        net1: { bridge: "vmbr0", mac: "bc:24:11:00:00:aa" },
      },
    };
    const changed = await at.make(guest, code);
    expect(await configurationOf(changed)).toMatchObject({
      net0: expect.stringMatching(new RegExp(`^e1000=${String(mac as string)},.*tag=5`)) as string,
      net1: expect.stringMatching(/^virtio=bc:24:11:00:00:aa/i) as string,
    });
    await expectNoChange(changed, code);
    const fewer = await at.make(changed, { network: { net0: { bridge: "vmbr0" } } });
    expect(await configurationOf(fewer)).not.toHaveProperty("net1");
    expect((await configurationOf(fewer))["net0"]).not.toContain("tag=");
  });

  it("cloud-init's keys change, the password only with its version, and all goes with the block", async () => {
    const [one, two] = [secretMarker("one"), secretMarker("two")];
    const cloudInit: ValueObject = {
      storage: "local",
      user: "debian",
      password: one,
      password_version: 1,
      addresses: { net0: { ip: "dhcp" } },
    };
    const guest = await through(
      { cloud_init: cloudInit },
      {
        cloud_init: {
          ...cloudInit,
          user: "root",
          password: two,
          addresses: { net0: { ip: "10.0.0.5/24" }, net1: { ip6: "auto" } },
        },
      },
      { cloud_init: { ...cloudInit, password: two, password_version: 2, ssh_keys: ["ssh-ed25519 A a@b"] } },
    );
    expect(await configurationOf(guest)).toMatchObject({ ciuser: "debian", ipconfig0: "ip=dhcp" });
    const gone = await at.make(guest, {});
    const left = Object.keys(await configurationOf(gone));
    expect(left.filter((key) => /^(ci|ide2|ipconfig|sshkeys)/.test(key))).toEqual([]);
  });

  it("the firmware's volumes come and go, and are never written over", async () => {
    const code = {
      bios: "ovmf",
      efi_disk: { storage: "local", type: "4m", pre_enrolled_keys: true },
      tpm_state: { storage: "local", version: "v2.0" },
    };
    const guest = await through({}, code);
    expect(await configurationOf(guest)).toMatchObject({
      efidisk0: expect.stringMatching(/^local:.*efitype=4m,pre-enrolled-keys=1/) as string,
      tpmstate0: expect.stringMatching(/^local:.*version=v2.0/) as string,
    });
    const other = at.plan(await at.read(guest), { ...code, efi_disk: { ...code.efi_disk, type: "2m" } });
    expect(other.diagnostics.map(({ summary }) => summary)).toEqual(["efi_disk.type can't change"]);
    const gone = await at.make(guest, { bios: "ovmf" });
    expect(Object.keys(await configurationOf(gone)).filter((key) => /^(efi|tpm)/.test(key))).toEqual([]);
  });

  it("devices come, change and go", async () => {
    const guest = await through(
      {
        serial_ports: { serial0: { device: "socket" } },
        numa: true,
        numa_nodes: { numa0: { cpus: "0", memory: 512 } },
      },
      {
        serial_ports: { serial0: { device: "socket" }, serial1: { device: "/dev/ttyS0" } },
        numa: true,
        numa_nodes: { numa0: { cpus: "0", memory: 256, policy: "bind" } },
        usb: { usb1: { host: "1234:5678", usb3: true } },
        pci: { hostpci0: { host: "00:1f.0", pcie: false } },
      },
      { usb: { usb1: { host: "1234:5678" } } },
    );
    const left = Object.keys(await configurationOf(guest)).filter((key) =>
      /^(serial|numa|usb|hostpci)/.test(key),
    );
    expect(left).toEqual(["usb1"]);
  });

  it("a guest enters a pool, changes it and leaves it", async () => {
    await at.pve.post("/pools", { poolid: "one" });
    await at.pve.post("/pools", { poolid: "two" });
    const guest = await through({ pool: "one" }, { pool: "two" }, {});
    expect(JSON.stringify(await at.pve.get("/pools/two"))).not.toContain(String(vmidOf(guest)));
  });
});
