import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { tarArchive } from "../../../providers/proxmox/simulator/storages/tar-archive.js";
import { writeDisk, writeOverlay } from "../../../providers/proxmox/simulator/storages/disk.js";
import { setTotal } from "../../../providers/proxmox/simulator/storages/capacity.js";
import { declaredPath } from "../../../providers/proxmox/simulator/storages/declared-path.js";
import { volumePath } from "../../../providers/proxmox/simulator/storages/volume.js";
import { asked } from "../asked.js";
import { putFile, taskOf, upload, volumes } from "./stand.js";

const content = "/nodes/pve1/storage/local/content";
const backup = (time: string, vmid = 100) => `vzdump-qemu-${vmid}-${time}.vma.zst`;

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
});
afterEach(() => simulation.close());

describe("the list of a storage's content", () => {
  it("shows what is named as such content is, by its size and what its head tells", async () => {
    putFile(simulation, ["local", "template/iso/a.iso"], "1234");
    putFile(simulation, ["local", "template/iso/a.txt"]);
    putFile(simulation, ["local", "template/cache/t_1_amd64.tar.zst"]);
    putFile(simulation, ["local", "snippets/user.yaml"]);
    putFile(simulation, ["local", "import/m.ova"]);
    putFile(simulation, ["local", "images/100/vm-100-disk-0.qcow2"]);
    putFile(simulation, ["local", "images/100/vm-100-disk-1.vmdk"]);
    putFile(simulation, ["local", "images/100/vm-100-disk-2.qcow2"], "no qcow2 at all");
    const { world } = simulation;
    writeDisk(volumePath(world, "local:100/vm-100-disk-0.qcow2"), "qcow2", 2 ** 33);
    writeDisk(volumePath(world, "local:100/vm-100-disk-1.vmdk"), "vmdk", 2 ** 32);
    expect(await simulation.get(content)).toMatchObject([
      { volid: "local:100/vm-100-disk-0.qcow2", content: "images", size: 2 ** 33, parent: null, vmid: 100 },
      { volid: "local:100/vm-100-disk-1.vmdk", format: "vmdk", size: 2 ** 32 },
      { volid: "local:100/vm-100-disk-2.qcow2", format: "invalid", size: 15 },
      { volid: "local:import/m.ova", format: "ova" },
      { volid: "local:iso/a.iso", content: "iso", format: "iso", size: 4 },
      { volid: "local:snippets/user.yaml", format: "snippet" },
      { volid: "local:vztmpl/t_1_amd64.tar.zst", format: "tzst" },
    ]);
  });

  it("leaves out kinds that the storage is not for, and for a guest what belongs to nobody", async () => {
    putFile(simulation, ["local", "template/iso/a.iso"]);
    putFile(simulation, ["local", "snippets/user.yaml"]);
    putFile(simulation, ["local", `dump/${backup("2026_01_02-03_04_05")}`]);
    putFile(simulation, ["local", `dump/${backup("2026_01_02-03_04_05", 200)}`]);
    expect(await volumes(simulation, "local", { vmid: 100 })).toEqual([
      `local:backup/${backup("2026_01_02-03_04_05")}`,
      "local:snippets/user.yaml",
    ]);
    await simulation.put("/storage/local", { content: "iso" });
    expect(await volumes(simulation, "local")).toEqual(["local:iso/a.iso"]);
  });

  it("names a linked clone by what it is linked to, which then can't be removed", async () => {
    const { world } = simulation;
    const base = "local:100/base-100-disk-0.qcow2";
    putFile(simulation, ["local", "images/100/base-100-disk-0.qcow2"]);
    writeDisk(volumePath(world, base), "qcow2", 2 ** 30);
    const clone = "local:100/base-100-disk-0.qcow2/101/vm-101-disk-0.qcow2";
    writeOverlay(volumePath(world, clone), "../100/base-100-disk-0.qcow2", 2 ** 30);
    expect(await volumes(simulation, "local", { vmid: 101 })).toEqual([clone]);
    const { exit } = await taskOf(simulation, await simulation.delete(`${content}/${base}`));
    expect(exit).toBe("base volume '100/base-100-disk-0.qcow2' is still in use by linked clones");
    await taskOf(simulation, await simulation.delete(`${content}/${clone}`));
    const after = await taskOf(simulation, await simulation.delete(`${content}/${base}`));
    expect(after.exit).toBe("OK");
    expect(await volumes(simulation, "local")).toEqual([]);
  });

  it("shows to each user what that user may use", async () => {
    const { world } = simulation;
    await simulation.post("/access/users", { userid: "a@pve" });
    await simulation.put("/access/acl", {
      path: "/storage/local",
      users: "a@pve",
      roles: "PVEDatastoreUser",
    });
    putFile(simulation, ["local", "template/iso/a.iso"]);
    putFile(simulation, ["local", "snippets/user.yaml"]);
    putFile(simulation, ["local", `dump/${backup("2026_01_02-03_04_05")}`]);
    putFile(simulation, ["local", "images/100/vm-100-disk-0.raw"]);
    const seen = async () => {
      const { data } = await asked(world, { verb: "GET", path: content, user: "a@pve" });
      return (data as readonly { readonly volid: string }[]).map(({ volid }) => volid);
    };
    expect(await seen()).toEqual(["local:iso/a.iso"]);
    await simulation.put("/access/acl", { path: "/vms/100", users: "a@pve", roles: "PVEVMAdmin" });
    expect(await seen()).toEqual([
      "local:100/vm-100-disk-0.raw",
      `local:backup/${backup("2026_01_02-03_04_05")}`,
      "local:iso/a.iso",
    ]);
    const refused = await asked(world, {
      verb: "DELETE",
      path: `${content}/local:iso/a.iso`,
      user: "a@pve",
    });
    expect(refused).toMatchObject({
      status: 403,
      message: "Permission check failed (/storage/local, Datastore.Allocate)",
    });
  });
});

describe("a backup", () => {
  const name = backup("2026_01_02-03_04_05");
  const path = `${content}/local:backup/${name}`;
  beforeEach(() => putFile(simulation, ["local", `dump/${name}`]));

  it("has notes, of which lists show the first line", async () => {
    await simulation.put(path, { notes: "first\nsecond" });
    expect(await simulation.get(path)).toMatchObject({ notes: "first\nsecond", protected: 0 });
    expect(await simulation.get(content)).toMatchObject([
      {
        notes: "first",
        subtype: "qemu",
        vmid: 100,
        format: "vma.zst",
        ctime: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
      },
    ]);
    await simulation.put(path, { notes: "" });
    expect(await simulation.get(path)).not.toHaveProperty("notes");
  });

  it("is not removed while it is protected", async () => {
    await simulation.put(path, { protected: 1 });
    expect((await taskOf(simulation, await simulation.delete(path))).exit).toBe(
      `cannot remove protected volume 'backup/${name}' on 'local'`,
    );
    await simulation.put(path, { protected: 0 });
    expect((await taskOf(simulation, await simulation.delete(path))).exit).toBe("OK");
  });

  it("can be protected only so often", async () => {
    await simulation.put("/storage/local", { "max-protected-backups": 1 });
    const second = backup("2026_01_03-03_04_05");
    putFile(simulation, ["local", `dump/${second}`]);
    await simulation.put(path, { protected: 1 });
    await expect(simulation.put(`${content}/local:backup/${second}`, { protected: 1 })).rejects.toThrow(
      "The number of protected backups per guest is limited to 1 on storage 'local'",
    );
  });
});

describe("an upload", () => {
  const qcow2 = (change: (head: Buffer) => void) => {
    const head = Buffer.alloc(512);
    head.write("QFI\xfb", 0, "latin1");
    head.writeUInt32BE(3, 4);
    head.writeBigUInt64BE(2n ** 30n, 24);
    change(head);
    return head;
  };
  type Row = readonly [about: string, kind: string, filename: string, bytes: Buffer, exit: RegExp];
  const rows: readonly Row[] = [
    ["an import of its kind", "import", "a.qcow2", qcow2(() => undefined), /^OK$/],
    ["an import of another kind", "import", "a.qcow2", Buffer.from("x"), /Image is not in qcow2 format$/],
    ["an import of another kind", "import", "a.vmdk", Buffer.from("x"), /Image not in VMDK format$/],
    [
      "an image that leads to another file",
      "import",
      "a.qcow2",
      qcow2((head) => {
        head.writeBigUInt64BE(112n, 8);
        head.writeUInt32BE(11, 16);
        head.write("/etc/shadow", 112);
      }),
      /^backing file not allowed for untrusted image '\/var\/tmp\/pveupload-1'!$/,
    ],
    [
      "an image whose data are elsewhere, as ISO",
      "iso",
      "a.iso",
      qcow2((head) => head.writeBigUInt64BE(4n, 72)),
      /'data-file' references are not allowed!$/,
    ],
    [
      "an archive that is none",
      "import",
      "a.ova",
      Buffer.from("x"),
      /^command 'tar -t -f .*' failed: exit code 2$/,
    ],
    [
      "an archive without a machine",
      "import",
      "a.ova",
      tarArchive([{ name: "a.txt", content: Buffer.from("x") }]),
      /^ova archive has no \.ovf file inside$/,
    ],
    [
      "an archive with one",
      "import",
      "a.ova",
      tarArchive([{ name: "a.ovf", content: Buffer.from("x") }]),
      /^OK$/,
    ],
  ];
  it.each(rows.map((row) => ({ about: row[0], row })))("ends with $about as it should", async ({ row }) => {
    const [, kind, filename, bytes, exit] = row;
    const task = await upload(simulation, { content: kind, filename }, bytes);
    expect(task.exit).toMatch(exit);
    expect(await volumes(simulation, "local")).toEqual(
      task.exit === "OK" ? [`local:${kind}/${filename}`] : [],
    );
  });

  it("fails where it doesn't fit, and leaves nothing behind", async () => {
    setTotal(simulation.world, "local", 2 ** 30 + 2 ** 20);
    const { exit, lines } = await upload(
      simulation,
      { content: "vztmpl", filename: "a.tar.gz" },
      Buffer.alloc(2 ** 21),
    );
    expect(exit).toBe("import failed: exit code 1");
    expect(lines).toContain(
      "cp: error writing '/var/lib/vz/template/cache/a.tar.gz': No space left on device",
    );
    expect(await volumes(simulation, "local")).toEqual([]);
  });
});

it("prunes each guest's backups by the rules, and neither what is protected nor what was renamed", async () => {
  const times = ["2026_01_01-01_00_00", "2026_01_01-23_00_00", "2026_01_02-01_00_00", "2026_02_01-01_00_00"];
  for (const time of times) putFile(simulation, ["local", `dump/${backup(time)}`]);
  putFile(simulation, ["local", `dump/${backup("2026_01_01-01_00_00", 200)}`]);
  putFile(simulation, ["local", "dump/vzdump-qemu-100-mine.vma"]);
  await simulation.put(`${content}/local:backup/${backup("2026_01_01-01_00_00")}`, { protected: 1 });
  const prune = "/nodes/pve1/storage/local/prunebackups";
  await expect(simulation.get(prune)).rejects.toThrow(
    "no prune-backups options configured for storage 'local'",
  );
  await simulation.put("/storage/local", { "prune-backups": "keep-daily=1,keep-monthly=1" });
  const marks = (await simulation.get(prune)) as readonly { readonly volid: string; readonly mark: string }[];
  expect(Object.fromEntries(marks.map(({ volid, mark }) => [volid.replace(/^.*-qemu-/, ""), mark]))).toEqual({
    "100-2026_01_01-01_00_00.vma.zst": "protected",
    "100-2026_01_01-23_00_00.vma.zst": "remove",
    // Of January, as February's is kept for its day already.
    "100-2026_01_02-01_00_00.vma.zst": "keep",
    "100-2026_02_01-01_00_00.vma.zst": "keep",
    "100-mine.vma": "renamed",
    "200-2026_01_01-01_00_00.vma.zst": "keep",
  });
  await taskOf(simulation, await simulation.delete(prune));
  expect(await volumes(simulation, "local", { vmid: 100 })).toHaveLength(4);
});

it("tells the values of a guest from a machine's description, and where its disks are", async () => {
  const item = (type: number, more: string) =>
    `<Item><rasd:InstanceID>${type}</rasd:InstanceID><rasd:ResourceType>${type}</rasd:ResourceType>${more}</Item>`;
  const ovf = `<?xml version="1.0"?><Envelope xmlns:ovf="x" xmlns:rasd="y">
    <References><File ovf:href="disk1.vmdk" ovf:id="file1"/></References>
    <DiskSection><Disk ovf:capacity="8" ovf:capacityAllocationUnits="byte * 2^30" ovf:diskId="vmdisk1" ovf:fileRef="file1"/></DiskSection>
    <VirtualSystem ovf:id="vm"><Name>web &amp; mail 1</Name><OperatingSystemSection ovf:id="96"/>
    <VirtualHardwareSection>${item(3, "<rasd:VirtualQuantity>2</rasd:VirtualQuantity>")}
    ${item(4, "<rasd:VirtualQuantity>2048</rasd:VirtualQuantity>")}${item(6, "")}
    ${item(10, "<rasd:ResourceSubType>VmxNet3</rasd:ResourceSubType>")}
    ${item(17, "<rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:HostResource>ovf:/disk/vmdisk1</rasd:HostResource><rasd:Parent>6</rasd:Parent>")}
    </VirtualHardwareSection></VirtualSystem></Envelope>`;
  putFile(
    simulation,
    ["local", "import/web.ova"],
    tarArchive([
      { name: "web.ovf", content: Buffer.from(ovf) },
      { name: "disk1.vmdk", content: Buffer.from("x") },
    ]),
  );
  const metadata = "/nodes/pve1/storage/local/import-metadata";
  expect(await simulation.get(metadata, { volume: "import/web.ova" })).toEqual({
    type: "vm",
    source: "import/web.ova",
    "create-args": { name: "web--mail-1", cores: "2", memory: "2048", ostype: "l26" },
    disks: { scsi0: { volid: "local:import/web.ova/disk1.vmdk", size: 8 * 2 ** 30 } },
    net: { net0: { model: "vmxnet3" } },
    warnings: [{ type: "ova-needs-extracting" }],
  });
});

it("never leads out of a storage, whatever a name says", async () => {
  const { world } = simulation;
  for (const volume of ["iso/../../../etc/passwd", "100/../../x.raw", "import/../x.raw", "backup/../x.vma"]) {
    const { status } = await asked(world, { verb: "DELETE", path: `${content}/local:${volume}` });
    expect(status).toBe(500);
  }
  await simulation.post("/storage", { storage: "up", type: "dir", path: "/../../../tmp/x" });
  putFile(simulation, ["up", "snippets/a"]);
  expect(volumePath(world, "up:snippets/a").startsWith(world.directory)).toBe(true);
  expect(declaredPath(world, "local:iso/a.iso")).toBe("/var/lib/vz/template/iso/a.iso");
});
