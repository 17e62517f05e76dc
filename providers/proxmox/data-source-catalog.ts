import type { DataSource } from "../../lib/schema/data-source.js";
import type { Connection } from "./connection.js";
import { loadersByName, type NamedLoader } from "./named-loaders.js";

/** Every data source, with its legacy name where users of other tools know it by one. Add one here. */
const sources: readonly NamedLoader<DataSource<Connection>>[] = [
  [
    "proxmox_cluster_resources",
    undefined,
    async () => (await import("./data-sources/cluster/resources.js")).clusterResources,
  ],
  [
    "proxmox_container",
    "proxmox_virtual_environment_container",
    async () => (await import("./data-sources/nodes/container.js")).container,
  ],
  [
    "proxmox_containers",
    "proxmox_virtual_environment_containers",
    async () => (await import("./data-sources/nodes/containers.js")).containers,
  ],
  [
    "proxmox_datastores",
    "proxmox_virtual_environment_datastores",
    async () => (await import("./data-sources/storage/datastores.js")).datastores,
  ],
  [
    "proxmox_file",
    "proxmox_virtual_environment_file",
    async () => (await import("./data-sources/storage/file.js")).file,
  ],
  ["proxmox_files", undefined, async () => (await import("./data-sources/storage/files.js")).files],
  [
    "proxmox_group",
    "proxmox_virtual_environment_group",
    async () => (await import("./data-sources/access/group.js")).group,
  ],
  [
    "proxmox_groups",
    "proxmox_virtual_environment_groups",
    async () => (await import("./data-sources/access/groups.js")).groups,
  ],
  [
    "proxmox_node",
    "proxmox_virtual_environment_node",
    async () => (await import("./data-sources/nodes/node.js")).node,
  ],
  [
    "proxmox_nodes",
    "proxmox_virtual_environment_nodes",
    async () => (await import("./data-sources/nodes/nodes.js")).nodes,
  ],
  [
    "proxmox_pool",
    "proxmox_virtual_environment_pool",
    async () => (await import("./data-sources/pools/pool.js")).pool,
  ],
  [
    "proxmox_pools",
    "proxmox_virtual_environment_pools",
    async () => (await import("./data-sources/pools/pools.js")).pools,
  ],
  [
    "proxmox_role",
    "proxmox_virtual_environment_role",
    async () => (await import("./data-sources/access/role.js")).role,
  ],
  [
    "proxmox_roles",
    "proxmox_virtual_environment_roles",
    async () => (await import("./data-sources/access/roles.js")).roles,
  ],
  [
    "proxmox_user",
    "proxmox_virtual_environment_user",
    async () => (await import("./data-sources/access/user.js")).user,
  ],
  [
    "proxmox_users",
    "proxmox_virtual_environment_users",
    async () => (await import("./data-sources/access/users.js")).users,
  ],
  [
    "proxmox_version",
    "proxmox_virtual_environment_version",
    async () => (await import("./data-sources/version.js")).version,
  ],
  [
    "proxmox_virtual_environment_vm",
    undefined,
    async () => (await import("./data-sources/nodes/virtual-environment-vm.js")).virtualEnvironmentVm,
  ],
  [
    "proxmox_vm",
    "proxmox_virtual_environment_vm2",
    async () => (await import("./data-sources/nodes/vm.js")).vm,
  ],
  [
    "proxmox_vms",
    "proxmox_virtual_environment_vms",
    async () => (await import("./data-sources/nodes/vms.js")).vms,
  ],
];

/** Definitions by full name, loaded when first used. */
export const dataSourceCatalog = loadersByName(sources);

/** The names without their legacy spellings. */
export const currentDataSources: readonly string[] = sources.map(([name]) => name);
