import type { Subject } from "./subject.js";

const dns: Subject = {
  type: "proxmox_dns",
  code: { node_name: "pve1", domain: "example.com" },
  changes: {
    servers: [
      ["1.1.1.1", "9.9.9.9"],
      ["9.9.9.9", "1.1.1.1", "8.8.8.8"],
    ],
  },
  untried: { domain: "stands in the least code" },
  replacement: {},
  tampered: "servers",
  tamper: async (pve) => void (await pve.put("/nodes/pve1/dns", { search: "example.com", dns1: "8.8.4.4" })),
  takeAway: async () => undefined,
  importId: "pve1",
  alwaysExists: true,
};

const time: Subject = {
  type: "proxmox_time",
  code: { node_name: "pve1", time_zone: "Europe/Vienna" },
  changes: { time_zone: ["Europe/Berlin", "America/New_York"] },
  untried: {},
  replacement: {},
  tampered: "time_zone",
  tamper: async (pve) => void (await pve.put("/nodes/pve1/time", { timezone: "Asia/Tokyo" })),
  takeAway: async () => undefined,
  importId: "pve1",
  alwaysExists: true,
};

const haresource: Subject = {
  type: "proxmox_haresource",
  prepare: async (pve) => {
    for (const vmid of [100, 101]) await pve.ended(await pve.post("/nodes/pve1/qemu", { vmid }));
  },
  code: { resource_id: "vm:100", state: "ignored" },
  changes: {
    comment: ["one", "two"],
    failback: [false, true],
    max_relocate: [2, 3],
    max_restart: [2, 0],
  },
  untried: { type: "replaces", group: "since Proxmox VE 9 there are rules instead", resource_id: "replaces" },
  replacement: { resource_id: "vm:101" },
  tampered: "comment",
  tamper: async (pve) => void (await pve.put("/cluster/ha/resources/vm:100", { comment: "theirs" })),
  takeAway: async (pve) => void (await pve.delete("/cluster/ha/resources/vm:100")),
  importId: "vm:100",
};

const storageDirectory: Subject = {
  type: "proxmox_storage_directory",
  code: { id: "kept", path: "/srv/kept" },
  changes: {
    content: [["iso"], ["iso", "backup"]],
    nodes: [["pve1"], ["pve1", "pve2"]],
    disable: [true, false],
    shared: [false, true],
    preallocation: ["full", "off"],
    create_base_path: [false, true],
    create_subdirs: [false, true],
    "backups.keep_all": [true, false],
    "backups.keep_last": [1, 2],
    "backups.keep_hourly": [1, 2],
    "backups.keep_daily": [1, 2],
    "backups.keep_weekly": [1, 2],
    "backups.keep_monthly": [1, 2],
    "backups.keep_yearly": [1, 2],
    "backups.max_protected_backups": [1, 2],
  },
  untried: { path: "replaces" },
  replacement: { id: "other" },
  tampered: "shared",
  tamper: async (pve) => void (await pve.put("/storage/kept", { shared: 1 })),
  takeAway: async (pve) => void (await pve.delete("/storage/kept")),
  importId: "kept",
};

const linuxBridge: Subject = {
  type: "proxmox_network_linux_bridge",
  prepare: async (pve) => {
    // A node has one gateway: this one is to be the bridge's.
    await pve.put("/nodes/pve1/network/vmbr0", { type: "bridge", cidr: "192.0.2.10/24", delete: "gateway" });
    await pve.ended(await pve.put("/nodes/pve1/network"));
  },
  code: { node_name: "pve1", name: "vmbr1", address: "10.1.0.1/24" },
  changes: {
    comment: ["one", "two"],
    address: ["10.2.0.1/24", "10.3.0.1/16"],
    address6: ["fd00::1/64", "fd00::2/64"],
    gateway: ["10.1.0.254", "10.1.0.253"],
    gateway6: ["fd00::ff", "fd00::fe"],
    autostart: [false, true],
    mtu: [9000, 1400],
    ports: [["eth0"], []],
    vlan_aware: [true, false],
    vids: ["2-100", "2-50 70"],
    timeout_reload: [50, 60],
  },
  untried: { node_name: "replaces", name: "replaces" },
  beside: { gateway6: { address6: "fd00::1/64" }, vids: { vlan_aware: true } },
  replacement: { name: "vmbr2" },
  tampered: "address",
  tamper: async (pve) => {
    await pve.put("/nodes/pve1/network/vmbr1", { type: "bridge", cidr: "10.9.0.1/24", autostart: 1 });
    await pve.ended(await pve.put("/nodes/pve1/network"));
  },
  takeAway: async (pve) => {
    await pve.delete("/nodes/pve1/network/vmbr1");
    await pve.ended(await pve.put("/nodes/pve1/network"));
  },
  importId: "pve1:vmbr1",
};

/** What stands at a certain place: on a node, over a guest, in the list of storages. */
export const placeSubjects: readonly Subject[] = [dns, time, haresource, storageDirectory, linuxBridge];
