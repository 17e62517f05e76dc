import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { volumes } from "./stand.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate({
    nodes: ["pve1", "pve2"],
    media: {
      volumeGroups: { pve: { thinPools: ["data"] }, small: { bytes: 2 ** 30 } },
      zfsPools: ["tank"],
      btrfs: ["/mnt/btrfs"],
      mountPoints: ["/mnt/disk"],
      unreachable: ["10.9.9.9"],
    },
  });
});
afterEach(() => simulation.close());

const add = (storage: string, parameters: Readonly<Record<string, string | number>>) =>
  simulation.post("/storage", { storage, ...parameters });
const statusOf = (storage: string, node = "pve1") =>
  simulation.get(`/nodes/${node}/storage/${storage}/status`);

describe("a storage is added if it can be activated:", () => {
  const rows: readonly (readonly [string, Parameters<typeof add>[1], string?])[] = [
    ["a directory is made", { type: "dir", path: "/srv/new" }],
    [
      "a directory that shall not be made must be there",
      { type: "dir", path: "/srv/none", "create-base-path": 0 },
      "unable to activate storage 's1' - directory '/srv/none' does not exist or is unreachable",
    ],
    ["a mount point may have something mounted", { type: "dir", path: "/mnt/disk", is_mountpoint: 1 }],
    [
      "a mount point must have something mounted",
      { type: "dir", path: "/mnt/other", is_mountpoint: "yes" },
      "unable to activate storage 's1' - directory is expected to be a mount point but is not mounted: '/mnt/other'",
    ],
    ["a server may answer", { type: "nfs", server: "10.1.1.1", export: "/x" }],
    ["a server must answer", { type: "nfs", server: "10.9.9.9", export: "/x" }, "storage 's1' is not online"],
    [
      "a backup server must answer",
      { type: "pbs", server: "10.9.9.9", datastore: "d" },
      "s1: error fetching datastores - 500 Can't connect to 10.9.9.9:8007 (Connection refused)",
    ],
    ["a thin pool may be there", { type: "lvmthin", vgname: "pve", thinpool: "data" }],
    [
      "a thin pool must be there",
      { type: "lvmthin", vgname: "pve", thinpool: "other" },
      "no such logical volume pve/other",
    ],
    ["a volume group is only looked for when it is used", { type: "lvm", vgname: "none" }],
    ["a ZFS pool may be there", { type: "zfspool", pool: "tank/vms" }],
    [
      "a ZFS pool must be there",
      { type: "zfspool", pool: "none" },
      "could not activate storage 's1', zfs error: cannot import 'none': no such pool available\n",
    ],
    ["btrfs may be mounted", { type: "btrfs", path: "/mnt/btrfs/vms" }],
    [
      "two contents have folders of their own",
      { type: "dir", path: "/srv/x", content: "iso,backup", "content-dirs": "iso=dump" },
      "storage 's1' uses directory /srv/x/dump for multiple content types",
    ],
  ];
  it.each(rows.map(([name, parameters, refusal]) => ({ name, parameters, refusal })))(
    "$name",
    async ({ parameters, refusal }) => {
      const added = add("s1", parameters);
      if (refusal === undefined) return expect(await added).toMatchObject({ storage: "s1" });
      await expect(added).rejects.toThrow(`create storage failed: ${refusal}`);
      // Nothing of it stays.
      await expect(simulation.get("/storage/s1")).rejects.toThrow("storage 's1' does not exist");
      return expect(await add("s1", { type: "dir", path: "/srv/s1" })).toMatchObject({ type: "dir" });
    },
  );
});

it("finds out what a type has of its own, and tells no secret", async () => {
  await add("zfs1", { type: "zfspool", pool: "tank/vms" });
  expect(await simulation.get("/storage/zfs1")).toMatchObject({ mountpoint: "/tank/vms" });
  const { config } = (await add("pbs1", {
    type: "pbs",
    server: "10.1.1.1",
    datastore: "d",
    password: "secret",
    "encryption-key": "autogen",
  })) as { readonly config: { readonly "encryption-key": string } };
  const { fingerprint } = JSON.parse(config["encryption-key"]) as { readonly fingerprint: string };
  const shown = await simulation.get("/storage/pbs1");
  expect(shown).toMatchObject({ "encryption-key": fingerprint });
  expect(JSON.stringify(shown)).not.toContain("secret");
});

it("goes without a storage where it is switched off, or for other nodes", async () => {
  await add("off", { type: "dir", path: "/srv/off", disable: 1 });
  await add("second", { type: "dir", path: "/srv/second", nodes: "pve2" });
  expect(await statusOf("off")).toMatchObject({ enabled: 0, active: 0, total: 0 });
  expect(await statusOf("second")).toMatchObject({ enabled: 0, active: 0 });
  expect(await statusOf("second", "pve2")).toMatchObject({ enabled: 1, active: 1 });
  await expect(volumes(simulation, "second")).rejects.toThrow(
    "storage 'second' is not available on node 'pve1'",
  );
  const listed = (await simulation.get("/nodes/pve1/storage", { content: "images" })) as readonly {
    readonly storage: string;
  }[];
  expect(listed.map(({ storage }) => storage)).toEqual(["local"]);
});

it("has the same volumes on all nodes only where they are shared", async () => {
  await add("nfs1", { type: "nfs", server: "10.1.1.1", export: "/x" });
  await add("nfs2", { type: "nfs", server: "10.1.1.1", export: "/x" });
  for (const storage of ["local", "nfs1"])
    await simulation.post(`/nodes/pve2/storage/${storage}/content`, {
      vmid: 100,
      filename: "vm-100-disk-0.raw",
      size: "1G",
    });
  expect(await volumes(simulation, "local")).toEqual([]);
  expect(await volumes(simulation, "local", { node: "pve2" })).toEqual(["local:100/vm-100-disk-0.raw"]);
  expect(await volumes(simulation, "nfs1")).toEqual(["nfs1:100/vm-100-disk-0.raw"]);
  // The same export is the same files, whatever it is called.
  expect(await volumes(simulation, "nfs2")).toEqual(["nfs2:100/vm-100-disk-0.raw"]);
});

it("always has a storage 'local'", async () => {
  await simulation.delete("/storage/local");
  expect(await simulation.get("/storage/local")).toMatchObject({
    path: "/var/lib/vz",
    "prune-backups": "keep-all=1",
  });
});

it("takes what was said about a storage elsewhere away with it", async () => {
  await add("s1", { type: "dir", path: "/srv/s1" });
  await simulation.post("/pools", { poolid: "p1" });
  await simulation.put("/pools/p1", { storage: "s1" });
  await simulation.put("/access/acl", { path: "/storage/s1", users: "root@pam", roles: "NoAccess" });
  await simulation.delete("/storage/s1");
  expect(await simulation.get("/pools/p1")).toMatchObject({ members: [] });
  expect(await simulation.get("/access/acl")).toEqual([]);
});

it("names disks as their storage does, and sets their space aside where it does", async () => {
  await add("thin", { type: "lvmthin", vgname: "pve", thinpool: "data" });
  await add("thick", { type: "lvm", vgname: "small" });
  await add("zfs1", { type: "zfspool", pool: "tank" });
  const make = (storage: string, parameters: Readonly<Record<string, string | number>>) =>
    simulation.post(`/nodes/pve1/storage/${storage}/content`, { vmid: 100, filename: "", ...parameters });
  expect(await make("thin", { size: "1G" })).toBe("thin:vm-100-disk-0");
  expect(await make("thin", { size: "2G" })).toBe("thin:vm-100-disk-1");
  expect(await make("zfs1", { size: "0", format: "subvol" })).toBe("zfs1:subvol-100-disk-0");
  expect(await make("thick", { size: "512M" })).toBe("thick:vm-100-disk-0");
  await expect(make("thick", { size: "1G" })).rejects.toThrow("not enough free space (524288 < 1048576)");
  await expect(make("thin", { size: "1G", filename: "vm-101-disk-0" })).rejects.toThrow(
    "illegal name 'vm-101-disk-0' - should be 'vm-100-*'",
  );
  await expect(make("thin", { size: "1G", format: "qcow2" })).rejects.toThrow("unsupported format 'qcow2'");
  expect(await simulation.get("/nodes/pve1/storage/thin/content/vm-100-disk-1")).toMatchObject({
    path: "/dev/pve/vm-100-disk-1",
    size: 2 * 2 ** 30,
    format: "raw",
  });
  expect(await statusOf("thick")).toMatchObject({ total: 2 ** 30, used: 2 ** 29, avail: 2 ** 29 });
});
