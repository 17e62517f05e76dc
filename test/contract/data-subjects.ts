import type { ValueObject } from "../../lib/value/value.js";
import type { DataSubject } from "./data-subject.js";

const filter = (name: string, value: string, regex?: boolean): ValueObject => ({
  name,
  values: [value],
  ...(regex === undefined ? {} : { regex }),
});
const unknownFilter = [{ filter: [filter("size", "1")] }, "must be one of"] as const;
const brokenFilter = [{ filter: [filter("name", "(", true)] }, "no regular expression"] as const;
const place = { node_name: "pve1", datastore_id: "local" };

const guestList = (type: "vms" | "containers", path: string): DataSubject => ({
  type: `proxmox_${type}`,
  asked: [
    { code: {}, told: { id: type } },
    {
      code: { node_name: "pve1", tags: ["prod"] },
      told: { [type]: [{ node_name: "pve1", template: false }] },
    },
    { code: { filter: [filter("status", "^stop", true), filter("template", "true")] }, told: {} },
  ],
  wrong: [unknownFilter, brokenFilter, [{ node_name: "" }, "must not be empty"]],
  missing: [{ node_name: "pve9" }, "node_name"],
  path,
});

/** Every data source, with the questions that the contract suite asks. */
export const dataSubjects: readonly DataSubject[] = [
  {
    type: "proxmox_version",
    asked: [{ code: {}, told: { id: "version", release: "9.2" } }],
    wrong: [[{ release: "9.2" }, "can't be set"]],
    path: "/version",
  },
  {
    type: "proxmox_virtual_environment_nodes",
    asked: [{ code: {}, told: { names: ["pve1", "pve2"], online: [true, true] } }],
    wrong: [[{ names: ["pve1"] }, "can't be set"]],
    path: "/nodes",
  },
  {
    type: "proxmox_node",
    asked: [{ code: { node_name: "pve2" }, told: { id: "pve2" } }],
    wrong: [
      [{}, "node_name is missing"],
      [{ node_name: "" }, "must not be empty"],
    ],
    missing: [{ node_name: "pve9" }, "node_name"],
    path: "/nodes/*/status",
  },
  {
    type: "proxmox_vm",
    asked: [
      {
        code: { node_name: "pve1", id: 100, timeouts: { read: "30s" } },
        told: { name: "web", status: "stopped", cdrom: { ide2: { file_id: "local:iso/debian-13.iso" } } },
      },
      {
        code: { node_name: "pve1", id: 104 },
        told: { description: "everything is said", cpu: { vcpus: 1 } },
      },
    ],
    wrong: [
      [{ node_name: "pve1" }, "id is missing"],
      [{ node_name: "pve1", id: 99 }, "at least 100"],
      [{ node_name: "pve1", id: 100, timeouts: { read: "soon" } }, "duration"],
    ],
    missing: [{ node_name: "pve1", id: 999 }, "id"],
    path: "/nodes/*/qemu/*/config",
  },
  {
    type: "proxmox_virtual_environment_vm",
    asked: [{ code: { node_name: "pve1", vm_id: 100 }, told: { id: "100", tags: ["blue", "prod"] } }],
    wrong: [[{ node_name: "pve1" }, "vm_id is missing"]],
    missing: [{ node_name: "pve1", vm_id: 101 }, "vm_id"],
    path: "/nodes/*/qemu/*/status/current",
  },
  guestList("vms", "/nodes/*/qemu"),
  {
    type: "proxmox_container",
    asked: [{ code: { node_name: "pve1", vm_id: 101 }, told: { id: "101", name: "cache" } }],
    wrong: [[{ vm_id: 101 }, "node_name is missing"]],
    missing: [{ node_name: "pve1", vm_id: 100 }, "vm_id"],
    path: "/nodes/*/lxc/*/status/current",
  },
  guestList("containers", "/nodes/*/lxc"),
  {
    type: "proxmox_datastores",
    asked: [
      { code: { node_name: "pve1" }, told: { datastores: [{ id: "local", type: "dir" }, { id: "nas" }] } },
      {
        code: { node_name: "pve1", filters: { content_types: ["iso"], id: "nas", target: "pve2" } },
        told: { datastores: [{ id: "nas", node_name: "pve1", shared: true }] },
      },
    ],
    wrong: [[{}, "node_name is missing"]],
    missing: [{ node_name: "pve9" }, "node_name"],
    path: "/nodes/*/storage",
  },
  {
    type: "proxmox_virtual_environment_file",
    asked: [
      {
        code: { ...place, content_type: "iso", file_name: "debian-13.iso" },
        told: { id: "local:iso/debian-13.iso", file_format: "iso" },
      },
      { code: { ...place, content_type: "images", file_name: "vm-100-disk-0.raw" }, told: { vmid: 100 } },
    ],
    wrong: [[{ ...place, content_type: "film", file_name: "a" }, "must be one of"]],
    missing: [{ ...place, content_type: "iso", file_name: "debian-12.iso" }, "file_name"],
    path: "/nodes/*/storage/*/content",
  },
  {
    type: "proxmox_files",
    asked: [
      { code: place, told: {} },
      {
        code: { ...place, content_type: "iso", file_name_regex: "^debian" },
        told: { files: [{ file_name: "debian-13.iso" }] },
      },
    ],
    wrong: [
      [{ ...place, content_type: "film" }, "must be one of"],
      [{ ...place, file_name_regex: "(" }, "regular expression"],
    ],
    missing: [{ ...place, datastore_id: "elsewhere" }, "datastore_id"],
    path: "/nodes/*/storage/*/content",
  },
  {
    type: "proxmox_users",
    asked: [{ code: {}, told: { id: "users", user_ids: ["alice@pve", "bob@pve", "root@pam"] } }],
    wrong: [[{ user_ids: [] }, "can't be set"]],
    path: "/access/users",
  },
  {
    type: "proxmox_virtual_environment_user",
    asked: [{ code: { user_id: "alice@pve" }, told: { email: "alice@example.com", groups: ["admins"] } }],
    wrong: [[{ user_id: "" }, "must not be empty"]],
    missing: [{ user_id: "eve@pve" }, "user_id"],
    path: "/access/users/*",
  },
  {
    type: "proxmox_groups",
    asked: [{ code: {}, told: { group_ids: ["admins"], comments: ["Who may"] } }],
    wrong: [[{ comments: [] }, "can't be set"]],
    path: "/access/groups",
  },
  {
    type: "proxmox_group",
    asked: [
      { code: { group_id: "admins" }, told: { members: ["alice@pve"], acl: [{ role_id: "PVEAdmin" }] } },
    ],
    wrong: [[{}, "group_id is missing"]],
    missing: [{ group_id: "eve" }, "group_id"],
    path: "/access/groups/*",
  },
  {
    type: "proxmox_roles",
    asked: [{ code: {}, told: { id: "roles" } }],
    wrong: [[{ special: [] }, "can't be set"]],
    path: "/access/roles",
  },
  {
    type: "proxmox_role",
    asked: [{ code: { role_id: "PVEAuditor" }, told: { id: "PVEAuditor" } }],
    wrong: [[{}, "role_id is missing"]],
    missing: [{ role_id: "Eve" }, "role_id"],
    path: "/access/roles/*",
  },
  {
    type: "proxmox_pools",
    asked: [{ code: {}, told: { pool_ids: ["web", "web/test"] } }],
    wrong: [[{ pool_ids: [] }, "can't be set"]],
    path: "/pools",
  },
  {
    type: "proxmox_virtual_environment_pool",
    asked: [{ code: { pool_id: "web" }, told: { comment: "The web" } }],
    wrong: [[{ pool_id: "" }, "must not be empty"]],
    missing: [{ pool_id: "eve" }, "pool_id"],
    path: "/pools",
  },
  {
    type: "proxmox_cluster_resources",
    asked: [
      { code: {}, told: { id: "resources" } },
      {
        code: { type: "vm", tags: ["blue"], filter: [filter("name", "^w", true)] },
        told: { resources: [{ id: "qemu/100", vm_id: 100, pool_id: "web" }] },
      },
    ],
    wrong: [unknownFilter, brokenFilter, [{ type: "guest" }, "must be one of"]],
    path: "/cluster/resources",
  },
];
