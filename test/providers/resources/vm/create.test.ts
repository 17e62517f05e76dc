import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Instance } from "../../../../lib/change/instance.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { type Stand } from "../guest-stand.js";
import { putImage, stand } from "./world.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

let at: Stand;
beforeAll(async () => {
  at = await stand({ nodes: ["pve1", "pve2"] });
  await putImage(at.pve, "debian.qcow2");
});
afterAll(() => at.close());

const web: ValueObject = {
  name: "web",
  cores: 2,
  memory: 2048,
  tags: ["b", "A"],
  agent: { enabled: true },
  machine: { type: "q35" },
  disks: { scsi0: { storage: "local", size: "4G", ssd: true } },
  network: { net0: { bridge: "vmbr0", firewall: true } },
};

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;

async function expectNoChange(instance: Instance, code: ValueObject): Promise<void> {
  expect(at.plan(await at.read(instance), code)).toMatchObject({
    action: "none",
    changes: [],
    diagnostics: [],
  });
}

describe("a new guest", () => {
  it("is made as wished, and the plan after it is empty", async () => {
    const made = await at.make(undefined, web);
    expect(await at.configuration(vmidOf(made))).toMatchObject({
      name: "web",
      cores: 2,
      memory: "2048",
      tags: "a;b",
      agent: "1",
      machine: "q35",
      scsi0: expect.stringMatching(/^local:.*,size=4G,ssd=1$/) as string,
      net0: expect.stringMatching(/^virtio=[0-9A-F:]+,bridge=vmbr0,firewall=1$/) as string,
    });
    expect(made.attributes).toMatchObject({ id: String(vmidOf(made)), current_node: "pve1" });
    expect(made.attributes["network"]).toMatchObject({
      net0: { mac: expect.stringMatching(/^[0-9A-F:]{17}$/) as string },
    });
    expect(await at.isRunning(vmidOf(made))).toBe(false);
    await expectNoChange(made, web);
  });

  it("gets an image's disk, grown before the first start, and runs", async () => {
    const code = {
      ...web,
      disks: { scsi0: { storage: "local", from: "local:import/debian.qcow2", size: "2G", discard: true } },
      boot_order: ["scsi0", "net0"],
      running: true,
    };
    const made = await at.make(undefined, code);
    expect(await at.configuration(vmidOf(made))).toMatchObject({
      scsi0: expect.stringMatching(/qcow2,discard=on,size=2G$/) as string,
      boot: "order=scsi0;net0",
    });
    expect(await at.isRunning(vmidOf(made))).toBe(true);
    await expectNoChange(made, code);
    await expectNoChange(made, {
      ...code,
      disks: { scsi0: { ...code.disks.scsi0, from: "local:import/other.qcow2" } },
    });
  });

  it("keeps the size of an image where none is wished for", async () => {
    const code = { ...web, disks: { scsi0: { storage: "local", from: "local:import/debian.qcow2" } } };
    const made = await at.make(undefined, code);
    expect((await at.configuration(vmidOf(made)))["scsi0"]).toMatch(/size=15M$/);
    await expectNoChange(made, code);
  });

  it("is refused before anything is made where the image is larger than the disk", async () => {
    const before = [...at.pve.world.guests.keys()];
    const { diagnostics, instance } = await at.bring(undefined, {
      disks: { scsi0: { storage: "local", from: "local:import/debian.qcow2", size: "10M" } },
    });
    expect(instance).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        path: ["disks", "scsi0", "size"],
        detail: expect.stringContaining("10 MiB, but local:import/debian.qcow2 has 15 MiB") as string,
      },
    ]);
    expect([...at.pve.world.guests.keys()]).toEqual(before);
  });

  it("is told by cloud-init what to be, and keeps its password out of sight", async () => {
    const password = secretMarker("cloud-init");
    const code = {
      ...web,
      cloud_init: {
        storage: "local",
        user: "debian",
        password,
        password_version: 1,
        ssh_keys: ["ssh-ed25519 AAAA a@b", "ssh-ed25519 BBBB c@d"],
        name_servers: ["1.1.1.1", "FD00::1"],
        search_domain: "example.org",
        addresses: { net0: { ip: "10.0.0.5/24", gateway: "10.0.0.1", ip6: "auto" } },
      },
    };
    const made = await at.make(undefined, code);
    expect(await at.configuration(vmidOf(made))).toMatchObject({
      ide2: expect.stringContaining("cloudinit") as string,
      ciuser: "debian",
      cipassword: "**********",
      nameserver: "1.1.1.1 FD00::1",
      searchdomain: "example.org",
      sshkeys: "ssh-ed25519%20AAAA%20a%40b%0Assh-ed25519%20BBBB%20c%40d",
      ipconfig0: expect.stringMatching(
        /ip=10\.0\.0\.5\/24.*gw=10\.0\.0\.1|gw=10\.0\.0\.1.*ip=10\.0\.0\.5\/24/,
      ) as string,
    });
    expect(JSON.stringify(made)).not.toContain(password);
    await expectNoChange(made, code);
  });

  it("is a copy of another with its own wishes on top", async () => {
    const template = await at.make(undefined, {
      ...web,
      name: "base",
      disks: { scsi0: { storage: "local", from: "local:import/debian.qcow2" } },
      template: true,
    });
    const source = vmidOf(template);
    const code: ValueObject = {
      name: "copy",
      clone: { vmid: source, full: true },
      cores: 4,
      disks: { scsi0: { size: "8G" } },
      network: { net0: { bridge: "vmbr0", link_down: true } },
      running: true,
    };
    const made = await at.make(undefined, code);
    const configuration = await at.configuration(vmidOf(made));
    expect(configuration).toMatchObject({
      name: "copy",
      cores: 4,
      memory: "2048",
      scsi0: expect.stringMatching(/size=8G/) as string,
      net0: expect.stringContaining("link_down=1") as string,
    });
    expect(configuration["template"]).toBeUndefined();
    await expectNoChange(made, code);
    await expectNoChange(made, { ...code, clone: { vmid: 9999 } });
  });

  it("takes the number it is given, and refuses one that is taken", async () => {
    const made = await at.make(undefined, { vmid: 4711, name: "fixed" });
    expect(vmidOf(made)).toBe(4711);
    const again = await at.bring(undefined, { vmid: 4711, name: "other" });
    expect(again.instance).toBeUndefined();
    expect(again.diagnostics[0]?.summary).toContain("exists already");
    expect((await at.configuration(4711))["name"]).toBe("fixed");
  });

  it("takes the next free number where others are faster", async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, index) => at.make(undefined, { name: `racer-${index}` })),
    );
    expect(new Set(made.map(vmidOf)).size).toBe(6);
    expect(await at.journal.open("proxmox_vm")).toEqual([]);
  });

  it("that PVE refuses is told by the attributes' names", async () => {
    const { diagnostics } = await at.bring(undefined, {
      cloud_init: { addresses: { net0: { ip: "10.0.0.5/99" } } },
    });
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        path: ["cloud_init", "addresses", "net0"],
        detail: expect.stringMatching(/^Proxmox VE: /) as string,
      },
    ]);
    expect(await at.journal.open("proxmox_vm")).toEqual([]);
  });

  it("is refused in the plan where a disk lacks its storage or its size", () => {
    const { diagnostics } = at.plan(undefined, {
      disks: { scsi0: { size: "4G" }, scsi1: { storage: "local" } },
    });
    expect(diagnostics.map(({ path }) => path?.join("."))).toEqual([
      "disks.scsi0.storage",
      "disks.scsi1.size",
    ]);
  });
});
