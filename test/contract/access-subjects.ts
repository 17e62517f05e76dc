import type { Subject } from "./subject.js";

const text = (name: string) => ({ [name]: ["one", "two"] as const });

const user: Subject = {
  type: "proxmox_user",
  prepare: async (pve) => {
    for (const groupid of ["first", "second"]) await pve.post("/access/groups", { groupid });
  },
  code: { user_id: "alice@pve" },
  changes: {
    ...text("comment"),
    email: ["alice@example.com", "alice@example.org"],
    enabled: [false, true],
    expiration_date: ["2031-01-01T00:00:00Z", "2032-01-01T00:00:00Z"],
    ...text("first_name"),
    ...text("last_name"),
    groups: [["first"], ["second", "first"]],
    ...text("keys"),
    // No marker: Terraform keeps it in its state, as the provider that users know has it.
    password: ["one-password", "two-password"],
  },
  untried: { user_id: "replaces" },
  replacement: { user_id: "bob@pve" },
  tampered: "comment",
  tamper: async (pve) => void (await pve.put("/access/users/alice@pve", { comment: "theirs" })),
  takeAway: async (pve) => void (await pve.delete("/access/users/alice@pve")),
  importId: "alice@pve",
};

const group: Subject = {
  type: "proxmox_group",
  code: { group_id: "operators" },
  changes: { ...text("comment") },
  untried: { group_id: "replaces" },
  replacement: { group_id: "others" },
  tampered: "comment",
  tamper: async (pve) => void (await pve.put("/access/groups/operators", { comment: "theirs" })),
  takeAway: async (pve) => void (await pve.delete("/access/groups/operators")),
  importId: "operators",
};

const role: Subject = {
  type: "proxmox_role",
  code: { role_id: "Operator", privileges: ["VM.Audit"] },
  changes: {
    privileges: [
      ["VM.PowerMgmt", "VM.Audit"],
      ["VM.Console", "VM.Audit"],
    ],
  },
  untried: { role_id: "replaces" },
  replacement: { role_id: "Other" },
  tampered: "privileges",
  tamper: async (pve) => void (await pve.put("/access/roles/Operator", { privs: "Sys.Audit" })),
  takeAway: async (pve) => void (await pve.delete("/access/roles/Operator")),
  importId: "Operator",
};

const pool: Subject = {
  type: "proxmox_pool",
  code: { pool_id: "web" },
  changes: { ...text("comment") },
  untried: { pool_id: "replaces" },
  replacement: { pool_id: "other" },
  tampered: "comment",
  tamper: async (pve) => void (await pve.put("/pools", { poolid: "web", comment: "theirs" })),
  takeAway: async (pve) => void (await pve.delete("/pools", { poolid: "web" })),
  importId: "web",
};

const poolMembership: Subject = {
  type: "proxmox_pool_membership",
  prepare: async (pve) => {
    for (const poolid of ["web", "other"]) await pve.post("/pools", { poolid });
  },
  code: { pool_id: "web", storage_id: "local" },
  changes: {},
  untried: { vm_id: "replaces" },
  replacement: { pool_id: "other" },
  tampered: "",
  tamper: async () => undefined,
  takeAway: async (pve) => void (await pve.put("/pools", { poolid: "web", storage: "local", delete: 1 })),
  importId: "web/storage/local",
};

/** Users, groups, roles and pools. */
export const accessSubjects: readonly Subject[] = [user, group, role, pool, poolMembership];
