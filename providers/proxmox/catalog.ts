import type { Resource } from "../../lib/schema/resource.js";
import type { Connection } from "./connection.js";
import { loadersByName, type NamedLoader } from "./named-loaders.js";

/** Every resource type, with its legacy name where users of other tools know it by one. Add a type here. */
const types: readonly NamedLoader<Resource<Connection>>[] = [
  [
    "proxmox_acl",
    "proxmox_virtual_environment_acl",
    async () => (await import("./resources/access/acl.js")).acl,
  ],
  [
    "proxmox_cluster_options",
    "proxmox_virtual_environment_cluster_options",
    async () => (await import("./resources/cluster/options.js")).clusterOptions,
  ],
  // What others call a container is in another shape: its legacy name would promise that one.
  [
    "proxmox_container",
    undefined,
    async () => (await import("./resources/nodes/container/index.js")).container,
  ],
  [
    "proxmox_download_file",
    "proxmox_virtual_environment_download_file",
    async () => (await import("./resources/storage/download-file.js")).downloadFile,
  ],
  [
    "proxmox_dns",
    "proxmox_virtual_environment_dns",
    async () => (await import("./resources/nodes/dns.js")).dns,
  ],
  [
    "proxmox_file",
    "proxmox_virtual_environment_file",
    async () => (await import("./resources/storage/file.js")).file,
  ],
  [
    "proxmox_cluster_firewall",
    "proxmox_virtual_environment_cluster_firewall",
    async () => (await import("./resources/firewall/cluster-firewall.js")).clusterFirewall,
  ],
  [
    "proxmox_cluster_firewall_security_group",
    "proxmox_virtual_environment_cluster_firewall_security_group",
    async () => (await import("./resources/firewall/security-group.js")).securityGroup,
  ],
  [
    "proxmox_firewall_alias",
    "proxmox_virtual_environment_firewall_alias",
    async () => (await import("./resources/firewall/alias.js")).firewallAlias,
  ],
  [
    "proxmox_firewall_ipset",
    "proxmox_virtual_environment_firewall_ipset",
    async () => (await import("./resources/firewall/ipset.js")).firewallIpset,
  ],
  [
    "proxmox_firewall_options",
    "proxmox_virtual_environment_firewall_options",
    async () => (await import("./resources/firewall/options.js")).firewallOptions,
  ],
  [
    "proxmox_firewall_rules",
    "proxmox_virtual_environment_firewall_rules",
    async () => (await import("./resources/firewall/rules.js")).firewallRules,
  ],
  [
    "proxmox_group",
    "proxmox_virtual_environment_group",
    async () => (await import("./resources/access/group.js")).group,
  ],
  [
    "proxmox_network_linux_bridge",
    "proxmox_virtual_environment_network_linux_bridge",
    async () => (await import("./resources/nodes/linux-bridge.js")).linuxBridge,
  ],
  [
    "proxmox_oci_image",
    "proxmox_virtual_environment_oci_image",
    async () => (await import("./resources/storage/oci-image.js")).ociImage,
  ],
  [
    "proxmox_haresource",
    "proxmox_virtual_environment_haresource",
    async () => (await import("./resources/cluster/haresource.js")).haresource,
  ],
  [
    "proxmox_pool",
    "proxmox_virtual_environment_pool",
    async () => (await import("./resources/pools/pool.js")).pool,
  ],
  [
    "proxmox_pool_membership",
    "proxmox_virtual_environment_pool_membership",
    async () => (await import("./resources/pools/membership.js")).poolMembership,
  ],
  [
    "proxmox_role",
    "proxmox_virtual_environment_role",
    async () => (await import("./resources/access/role.js")).role,
  ],
  [
    "proxmox_storage_directory",
    "proxmox_virtual_environment_storage_directory",
    async () => (await import("./resources/storage/directory.js")).storageDirectory,
  ],
  [
    "proxmox_time",
    "proxmox_virtual_environment_time",
    async () => (await import("./resources/nodes/time.js")).time,
  ],
  [
    "proxmox_user",
    "proxmox_virtual_environment_user",
    async () => (await import("./resources/access/user.js")).user,
  ],
  [
    "proxmox_user_token",
    "proxmox_virtual_environment_user_token",
    async () => (await import("./resources/access/user-token.js")).userToken,
  ],
  ["proxmox_vm", undefined, async () => (await import("./resources/nodes/vm/index.js")).vm],
];

/** Definitions by full type name, loaded when first used. */
export const catalog = loadersByName(types);

/** The names without their legacy spellings. */
export const currentNames: readonly string[] = types.map(([name]) => name);
