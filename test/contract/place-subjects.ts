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

/** What stands at a certain place: on a node, over a guest, in the list of storages. */
export const placeSubjects: readonly Subject[] = [dns, time, haresource, storageDirectory];
