import type { Subject } from "./subject.js";

const scope = {
  node_name: "says whose firewall is meant",
  vm_id: "says whose firewall is meant, which replaces",
  container_id: "says whose firewall is meant, which replaces",
};

const clusterFirewall: Subject = {
  type: "proxmox_cluster_firewall",
  code: { output_policy: "ACCEPT" },
  changes: {
    input_policy: ["REJECT", "DROP"],
    enabled: [true, false],
    ebtables: [false, true],
    forward_policy: ["DROP", "ACCEPT"],
    "log_ratelimit.enabled": [false, true],
    "log_ratelimit.burst": [7, 8],
    "log_ratelimit.rate": ["2/minute", "3/hour"],
  },
  untried: {},
  replacement: {},
  tampered: "input_policy",
  tamper: async (pve) => void (await pve.put("/cluster/firewall/options", { policy_in: "ACCEPT" })),
  takeAway: async () => undefined,
  importId: "cluster-firewall",
  alwaysExists: true,
};

const securityGroup: Subject = {
  type: "proxmox_cluster_firewall_security_group",
  code: { name: "web", rule: [{ type: "in", action: "ACCEPT", macro: "HTTPS" }] },
  changes: {
    comment: ["one", "two"],
    rule: [
      [
        { type: "in", action: "ACCEPT", macro: "HTTP", comment: "a" },
        { type: "in", action: "ACCEPT", macro: "HTTPS", enabled: false },
      ],
      [{ type: "out", action: "DROP", proto: "tcp", dport: "25" }],
    ],
  },
  untried: {},
  replacement: { name: "other" },
  tampered: "comment",
  tamper: async (pve) =>
    void (await pve.post("/cluster/firewall/groups", { group: "web", rename: "web", comment: "theirs" })),
  takeAway: async (pve) => {
    const rules = (await pve.get("/cluster/firewall/groups/web")) as readonly object[];
    for (const _ of rules) await pve.delete("/cluster/firewall/groups/web/0");
    await pve.delete("/cluster/firewall/groups/web");
  },
  importId: "web",
};

const alias: Subject = {
  type: "proxmox_firewall_alias",
  code: { name: "office", cidr: "10.1.0.0/16" },
  changes: { comment: ["one", "two"], cidr: ["10.2.0.0/16", "10.3.0.7"] },
  untried: scope,
  replacement: { name: "other" },
  tampered: "cidr",
  tamper: async (pve) => void (await pve.put("/cluster/firewall/aliases/office", { cidr: "10.9.0.0/16" })),
  takeAway: async (pve) => void (await pve.delete("/cluster/firewall/aliases/office")),
  importId: "cluster/office",
};

const members = (...names: readonly string[]) => names.map((name) => ({ name }));

const ipset: Subject = {
  type: "proxmox_firewall_ipset",
  code: { name: "office", cidr: members("10.1.0.0/16", "10.2.0.7") },
  changes: {
    comment: ["one", "two"],
    cidr: [
      [...members("10.2.0.7", "fd00::/8"), { name: "10.1.5.0/24", nomatch: true, comment: "not those" }],
      [...members("10.3.0.0/16"), { name: "10.1.5.0/24", comment: "those, too" }],
    ],
  },
  untried: scope,
  replacement: { name: "other" },
  tampered: "cidr",
  tamper: async (pve) => void (await pve.post("/cluster/firewall/ipset/office", { cidr: "10.9.0.0/16" })),
  takeAway: async (pve) => void (await pve.delete("/cluster/firewall/ipset/office", { force: 1 })),
  importId: "cluster/office",
};

const options: Subject = {
  type: "proxmox_firewall_options",
  prepare: async (pve) => {
    for (const vmid of [100, 101]) await pve.ended(await pve.post("/nodes/pve1/qemu", { vmid }));
  },
  code: { node_name: "pve1", vm_id: 100, enabled: true },
  changes: {
    input_policy: ["REJECT", "ACCEPT"],
    output_policy: ["REJECT", "DROP"],
    dhcp: [true, false],
    ipfilter: [true, false],
    log_level_in: ["info", "debug"],
    log_level_out: ["info", "debug"],
    macfilter: [false, true],
    ndp: [true, false],
    radv: [false, true],
  },
  untried: { enabled: "stands in the least code", ...scope },
  replacement: { vm_id: 101 },
  tampered: "input_policy",
  tamper: async (pve) => void (await pve.put("/nodes/pve1/qemu/100/firewall/options", { policy_in: "DROP" })),
  takeAway: async () => undefined,
  importId: "vm/pve1/100",
  alwaysExists: true,
};

/** The firewall beside its rules. */
export const firewallSubjects: readonly Subject[] = [clusterFirewall, securityGroup, alias, ipset, options];
