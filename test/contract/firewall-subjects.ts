import type { Subject } from "./subject.js";

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
  beside: {
    "log_ratelimit.burst": { log_ratelimit: { enabled: true } },
    "log_ratelimit.rate": { log_ratelimit: { enabled: true } },
  },
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

/** The firewall beside its rules. */
export const firewallSubjects: readonly Subject[] = [clusterFirewall, securityGroup];
