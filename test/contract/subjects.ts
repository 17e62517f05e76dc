import { accessSubjects } from "./access-subjects.js";
import { containerSubject } from "./container-subject.js";
import { fetchedSubjects } from "./fetched-subjects.js";
import { firewallSubjects } from "./firewall-subjects.js";
import { placeSubjects } from "./place-subjects.js";
import type { Subject } from "./subject.js";
import { vmSubject } from "./vm-subject.js";

const block = (values: Readonly<Record<string, string | boolean>>) => values;

const acl: Subject = {
  type: "proxmox_acl",
  code: { path: "/vms/100", role_id: "PVEVMUser", user_id: "root@pam" },
  changes: { propagate: [false, true] },
  untried: {
    group_id: "replaces",
    token_id: "replaces",
    user_id: "replaces",
    path: "replaces",
    role_id: "replaces",
  },
  replacement: { role_id: "PVEAuditor" },
  tampered: "propagate",
  tamper: async (pve) =>
    void (await pve.put("/access/acl", {
      path: "/vms/100",
      roles: "PVEVMUser",
      users: "root@pam",
      propagate: 0,
    })),
  takeAway: async (pve) =>
    void (await pve.put("/access/acl", {
      path: "/vms/100",
      roles: "PVEVMUser",
      users: "root@pam",
      delete: 1,
    })),
  importId: "/vms/100?root@pam?PVEVMUser",
};

const userToken: Subject = {
  type: "proxmox_user_token",
  code: { user_id: "root@pam", token_name: "contract" },
  changes: {
    comment: ["one", "two"],
    expiration_date: ["2031-01-01T00:00:00Z", "2032-01-01T00:00:00Z"],
    privileges_separation: [false, true],
  },
  untried: { user_id: "replaces", token_name: "replaces" },
  replacement: { token_name: "other" },
  tampered: "comment",
  tamper: async (pve) => void (await pve.put("/access/users/root@pam/token/contract", { comment: "theirs" })),
  takeAway: async (pve) => void (await pve.delete("/access/users/root@pam/token/contract")),
  importId: "root@pam!contract",
};

const word = (name: string, one: string, two: string) => ({ [name]: [one, two] as const });
const number = (name: string, one: number, two: number) => ({ [name]: [one, two] as const });

const clusterOptions: Subject = {
  type: "proxmox_cluster_options",
  code: { email_from: "cluster@example.com" },
  changes: {
    ...number("bandwidth_limit_clone", 10, 20),
    ...number("bandwidth_limit_default", 10, 20),
    ...number("bandwidth_limit_migration", 10, 20),
    ...number("bandwidth_limit_move", 10, 20),
    ...number("bandwidth_limit_restore", 10, 20),
    ...word("console", "html5", "vv"),
    ...word("crs_ha", "static", "basic"),
    crs_ha_auto_rebalance: [true, false],
    crs_ha_rebalance_on_start: [true, false],
    ...number("crs_ha_auto_rebalance_hold_duration", 4, 5),
    ...number("crs_ha_auto_rebalance_margin", 11, 12),
    ...word("crs_ha_auto_rebalance_method", "topsis", "bruteforce"),
    ...number("crs_ha_auto_rebalance_threshold", 31, 32),
    ...word("description", "notes", "other notes"),
    ...word("ha_shutdown_policy", "migrate", "freeze"),
    ...word("http_proxy", "http://proxy:3128", "http://proxy:3129"),
    ...word("keyboard", "de", "fr"),
    ...word("language", "de", "fr"),
    ...word("mac_prefix", "BC:24:12", "BC:24:13"),
    ...number("max_workers", 3, 5),
    ...word("migration_cidr", "10.0.0.0/24", "10.1.0.0/24"),
    ...word("migration_type", "insecure", "secure"),
    ...number("next_id.lower", 200, 300),
    ...number("next_id.upper", 5000, 6000),
    ...word("notify.ha_fencing_mode", "always", "never"),
    ...word("notify.ha_fencing_target", "mail-to-root", "other"),
    ...word("notify.package_updates", "always", "never"),
    ...word("notify.package_updates_target", "mail-to-root", "other"),
    ...word("notify.replication", "always", "never"),
    ...word("notify.replication_target", "mail-to-root", "other"),
  },
  untried: { email_from: "stands in the least code" },
  beside: {
    // PVE takes the options of rebalancing only with rebalancing.
    crs_ha_auto_rebalance_hold_duration: { crs_ha_auto_rebalance: true },
    crs_ha_auto_rebalance_margin: { crs_ha_auto_rebalance: true },
    crs_ha_auto_rebalance_method: { crs_ha_auto_rebalance: true },
    crs_ha_auto_rebalance_threshold: { crs_ha_auto_rebalance: true },
  },
  replacement: {},
  tampered: "email_from",
  tamper: async (pve) => void (await pve.put("/cluster/options", { email_from: "theirs@example.com" })),
  takeAway: async () => undefined,
  importId: "cluster",
  alwaysExists: true,
};

const firewallRules: Subject = {
  type: "proxmox_firewall_rules",
  code: { rule: [block({ type: "in", action: "ACCEPT", macro: "SSH" })] },
  changes: {
    rule: [
      [
        block({ type: "in", action: "ACCEPT", macro: "Web", comment: "a", log: "info" }),
        block({
          type: "in",
          action: "ACCEPT",
          macro: "SSH",
          enabled: false,
          iface: "net0",
          source: "10.0.0.0/24",
          dest: "10.0.1.1",
        }),
      ],
      [block({ type: "out", action: "DROP", proto: "tcp", dport: "25", sport: "1024:65535" })],
    ],
  },
  untried: {
    id: "the scope, which replaces",
    node_name: "the scope, which replaces",
    vm_id: "the scope, which replaces",
    container_id: "the scope, which replaces",
  },
  replacement: { node_name: "pve1" },
  tampered: "rule",
  tamper: async (pve) => void (await pve.put("/cluster/firewall/rules/0", { comment: "theirs" })),
  takeAway: async (pve) => void (await pve.delete("/cluster/firewall/rules/0")),
  importId: "cluster",
};

const file: Subject = {
  type: "proxmox_file",
  unreadable: ["file_tag", "source_file", "source_raw"],
  code: {
    node_name: "pve1",
    datastore_id: "local",
    source_raw: [{ data: "an image, or nearly", file_name: "contract.iso" }],
  },
  changes: {
    overwrite: [true, false],
    timeout_upload: [60, 70],
    upload_mode: ["stream", "sftp"],
  },
  untried: {
    id: "follows from the source",
    node_name: "replaces",
    datastore_id: "replaces",
    content_type: "replaces",
    file_mode: "replaces",
    source_file: "replaces",
    source_raw: "replaces",
  },
  replacement: { source_raw: [{ data: "another one", file_name: "contract-2.iso" }] },
  tampered: "",
  tamper: async () => undefined,
  takeAway: async (pve) =>
    void (await pve.delete(
      `/nodes/pve1/storage/local/content/${encodeURIComponent("local:iso/contract.iso")}`,
    )),
  importId: "pve1/local:iso/contract.iso",
};

export const subjects: readonly Subject[] = [
  acl,
  userToken,
  ...accessSubjects,
  ...placeSubjects,
  ...firewallSubjects,
  clusterOptions,
  firewallRules,
  file,
  ...fetchedSubjects,
  vmSubject,
  containerSubject,
];
