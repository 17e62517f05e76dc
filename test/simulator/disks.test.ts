import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, beforeEach } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { writeDisk, writeOverlay } from "../../providers/proxmox/simulator/storages/disk.js";
import { nodeDirectory } from "../../providers/proxmox/simulator/storages/places.js";
import { tarArchive } from "../../providers/proxmox/simulator/storages/tar-archive.js";
import { virtualSize, volumeExists, volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";
import {
  changeGuest,
  currentConfiguration,
  ended,
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

let next = 500;

async function machine(parameters: Values = {}): Promise<number> {
  const vmid = next++;
  expect((await makeGuest(world, vmid, parameters)).data).toBe("OK");
  return vmid;
}

async function ask(verb: string, path: string, parameters: Values = {}): Promise<Answer> {
  return ended(world, await asked(world, { verb, path: `/nodes/pve1/qemu/${path}`, parameters }));
}

const move = (vmid: number, parameters: Values) => ask("POST", `${vmid}/move_disk`, parameters);
const resize = (vmid: number, disk: string, size: string) => ask("PUT", `${vmid}/resize`, { disk, size });
const config = (vmid: number) => currentConfiguration(world, vmid);
const exists = (volume: string) => volumeExists(world, volume);

describe("a disk that grows", () => {
  it("by a part or to a whole has its new size in its image and in the configuration", async () => {
    const vmid = await machine({ scsi0: "local:1,format=qcow2,ssd=1" });
    await resize(vmid, "scsi0", "+512M");
    expect((await config(vmid))["scsi0"]).toBe(`local:${vmid}/vm-${vmid}-disk-0.qcow2,size=1536M,ssd=1`);
    await resize(vmid, "scsi0", "2G");
    expect(virtualSize(volumePath(world, `local:${vmid}/vm-${vmid}-disk-0.qcow2`))).toBe(2 ** 31);
  });

  it.each([
    ["scsi0", "512M", "shrinking disks is not supported"],
    ["scsi9", "+1G", "disk 'scsi9' does not exist"],
    ["ide2", "+1G", "you can't resize a cdrom"],
  ])("%s by %s fails in the task", async (disk, size, text) => {
    const vmid = await machine({ scsi0: "local:1", ide2: "local:iso/tiny.iso,media=cdrom" });
    expect((await resize(vmid, disk, size)).data).toBe(text);
  });
});

describe("a disk that is moved", () => {
  it("to another storage leaves its volume behind, or takes it away", async () => {
    const vmid = await machine({ scsi0: "local:1,format=qcow2,ssd=1", protection: 1 });
    await move(vmid, { disk: "scsi0", storage: "other" });
    expect(await config(vmid)).toMatchObject({
      scsi0: `other:${vmid}/vm-${vmid}-disk-0.qcow2,size=1G,ssd=1`,
      unused0: `local:${vmid}/vm-${vmid}-disk-0.qcow2`,
    });
    await move(vmid, { disk: "scsi0", storage: "local", format: "raw", delete: 1 });
    expect((await config(vmid))["scsi0"]).toBe(`local:${vmid}/vm-${vmid}-disk-1.raw,size=1G,ssd=1`);
    expect(exists(`other:${vmid}/vm-${vmid}-disk-0.qcow2`)).toBe(false);
  });

  it("of a running machine is mirrored, the state of a TPM can't be", async () => {
    const vmid = await machine({ scsi0: "local:1", tpmstate0: "local:1" });
    await startGuest(world, vmid);
    expect((await move(vmid, { disk: "scsi0", storage: "other" })).data).toBe("OK");
    expect((await move(vmid, { disk: "tpmstate0", storage: "other" })).data).toBe(
      "storage migration failed: cannot move TPM state while VM is running",
    );
    expect((await config(vmid))["tpmstate0"]).toMatch(/^local:/);
  });

  it.each([
    [{ disk: "scsi0", storage: "local" }, "you can't move to the same storage with same format"],
    [{ disk: "scsi9", storage: "other" }, "disk 'scsi9' does not exist"],
    [{ disk: "ide2", storage: "other" }, "you can't move a cdrom"],
    [{ disk: "scsi0", storage: "nope" }, "storage 'nope' does not exist"],
    [
      { disk: "scsi0", storage: "other", digest: "0".repeat(40) },
      "detected modified configuration - file changed by other user? Try again.",
    ],
    [{ disk: "scsi0", "target-vmid": 9999 }, "could not find target VM 9999"],
  ])("as %j says is refused", async (parameters, text) => {
    const vmid = await machine({ scsi0: "local:1", ide2: "none,media=cdrom" });
    expect(await move(vmid, parameters)).toMatchObject({ status: 500, message: text });
  });

  it("is not taken away while a snapshot has it", async () => {
    const vmid = await machine({ scsi0: "local:1,format=qcow2" });
    await ask("POST", `${vmid}/snapshot`, { snapname: "snap" });
    expect((await move(vmid, { disk: "scsi0", storage: "other", delete: 1 })).message).toBe(
      "you can't move a disk with snapshots and delete the source",
    );
    expect((await move(vmid, { disk: "scsi0", storage: "other" })).data).toBe("OK");
  });

  it("to another machine is that one's, under a name of its own", async () => {
    const [from, to] = [await machine({ scsi3: "local:1" }), await machine({ scsi0: "local:1" })];
    expect((await move(from, { disk: "scsi3", "target-vmid": to, "target-disk": "virtio1" })).data).toBe(
      "OK",
    );
    expect(await config(from)).not.toHaveProperty("scsi3");
    expect((await config(to))["virtio1"]).toBe(`local:${to}/vm-${to}-disk-1.raw,size=1G`);
    expect(exists(`local:${from}/vm-${from}-disk-0.raw`)).toBe(false);
  });

  it("to another machine must be free, there and here", async () => {
    const [from, to] = [await machine({ scsi0: "local:1" }), await machine({ scsi0: "local:1" })];
    const refused = async () => (await move(from, { disk: "scsi0", "target-vmid": to })).message;
    expect(await refused()).toBe(`Target disk key 'scsi0' is already in use for VM '${to}'`);
    await startGuest(world, from);
    expect(await refused()).toBe(
      "Cannot move disk to another VM while the source VM is running - detach first",
    );
  });
});

describe("a disk that is made of an image", () => {
  it("of a volume has its size, and what is on it", async () => {
    const vmid = await machine({ scsi0: "local:0,import-from=local:import/tiny.qcow2" });
    expect((await config(vmid))["scsi0"]).toBe(`local:${vmid}/vm-${vmid}-disk-0.qcow2,size=15M`);
  });

  it("of a file of the node is root's to make", async () => {
    const path = join(nodeDirectory(world), "root/image.vmdk");
    mkdirSync(dirname(path), { recursive: true });
    writeDisk(path, "vmdk", 2 ** 21);
    const parameters = { scsi0: "local:0,import-from=/root/image.vmdk" };
    const vmid = await machine(parameters);
    expect((await config(vmid))["scsi0"]).toBe(`local:${vmid}/vm-${vmid}-disk-0.raw,size=2M`);
    const user = "root@pam!simulation";
    const path2 = `/nodes/pve1/qemu/${vmid}/config`;
    const refused = await asked(world, {
      verb: "PUT",
      path: path2,
      user,
      parameters: { scsi1: parameters.scsi0 },
    });
    expect(refused.message).toMatch(/^Only root can pass arbitrary filesystem paths/);
  });

  describe("in an archive", () => {
    const source = "local:import/machine.ova/disk.vmdk";
    beforeEach(() => {
      const disk = join(nodeDirectory(world), "root/disk.vmdk");
      mkdirSync(dirname(disk), { recursive: true });
      writeDisk(disk, "vmdk", 2 ** 22);
      const archive = tarArchive([
        { name: "machine.ovf", content: Buffer.from("<Envelope/>") },
        { name: "disk.vmdk", content: readFileSync(disk) },
      ]);
      writeFileSync(volumePath(world, "local:import/machine.ova"), archive);
    });

    it("is a volume of the guest until it is imported", async () => {
      const vmid = await machine({ scsi0: `local:0,import-from=${source},format=qcow2` });
      expect((await config(vmid))["scsi0"]).toBe(`local:${vmid}/vm-${vmid}-disk-1.qcow2,size=4M`);
      expect(exists(`local:${vmid}/vm-${vmid}-disk-0.vmdk`)).toBe(false);
    });

    it("may be taken out in another storage, one with files for disks", async () => {
      const vmid = await machine({
        scsi0: `local:0,import-from=${source}`,
        "import-working-storage": "other",
      });
      expect((await config(vmid))["scsi0"]).toBe(`local:${vmid}/vm-${vmid}-disk-0.vmdk,size=4M`);
      const made = await makeGuest(world, next++, {
        scsi0: `local:0,import-from=${source}`,
        "import-working-storage": "effiso",
      });
      expect(made).toMatchObject({
        status: 400,
        errors: {
          "import-working-storage":
            "import working storage 'effiso' does not support 'images' content type or is not file based.",
        },
      });
    });

    it("is not made of what the archive doesn't hold", async () => {
      const vmid = next++;
      const made = await makeGuest(world, vmid, {
        scsi0: "local:0,import-from=local:import/machine.ova/none.raw",
      });
      expect(made.data).toMatch(
        /^unable to create VM \d+ - error during extraction: command 'tar -x .* none\.raw' failed: exit code 2$/,
      );
    });
  });

  it("that would lead to other files is refused", async () => {
    writeOverlay(volumePath(world, "local:import/overlay.qcow2"), "/etc/shadow", 2 ** 20);
    const vmid = next++;
    const made = await makeGuest(world, vmid, { scsi0: "local:0,import-from=local:import/overlay.qcow2" });
    expect(made.data).toBe(
      `unable to create VM ${vmid} - backing file not allowed for untrusted image '/var/lib/vz/import/overlay.qcow2'!`,
    );
  });

  it("that is not there is not made, and nothing is left of the machine", async () => {
    const vmid = next++;
    const made = await makeGuest(world, vmid, { scsi0: "local:0,import-from=/root/none.raw" });
    expect(made.data).toBe(`unable to create VM ${vmid} - can't find file '/root/none.raw'`);
    expect(world.guests.has(vmid)).toBe(false);
  });
});

describe("an unused disk", () => {
  it("is used again, or removed with its volume", async () => {
    const vmid = await machine({ scsi0: "local:1", scsi1: "local:1" });
    await changeGuest(world, vmid, { delete: "scsi0,scsi1" });
    const { unused0 } = await config(vmid);
    await changeGuest(world, vmid, { virtio0: unused0 });
    expect(await config(vmid)).not.toHaveProperty("unused0");
    await ask("PUT", `${vmid}/unlink`, { idlist: "unused1", force: 1 });
    expect(exists(`local:${vmid}/vm-${vmid}-disk-1.raw`)).toBe(false);
  });
});
