/** Where an attribute that users of another provider know differs here on purpose. */
export interface KnownDifference {
  /** What stands there; undefined where it has no such attribute. */
  readonly there: string | undefined;
  readonly here: string | undefined;
  readonly why: string;
}

const grants = "A grant is an object of its own: `proxmox_acl`.";
const noLimit = "There it is 600 s if not said. Here a file takes as long as it needs.";
const single = "There can be one only, so that it is referred to without a number.";
const scoped = "Proxmox VE has security groups of the cluster only.";

/** By type and the path of the attribute. What lies inside of one that is not here is not here either. */
export const knownDifferences: Readonly<Record<string, Readonly<Record<string, KnownDifference>>>> = {
  proxmox_virtual_environment_cluster_firewall: {
    log_ratelimit: { there: "list block", here: "single block", why: single },
  },
  proxmox_virtual_environment_cluster_firewall_security_group: {
    container_id: { there: "number optional", here: undefined, why: scoped },
    node_name: { there: "string optional", here: undefined, why: scoped },
    vm_id: { there: "number optional", here: undefined, why: scoped },
  },
  proxmox_virtual_environment_download_file: {
    upload_timeout: { there: "number optional computed", here: "number optional", why: noLimit },
  },
  proxmox_virtual_environment_group: { acl: { there: "set block", here: undefined, why: grants } },
  proxmox_virtual_environment_oci_image: {
    upload_timeout: { there: "number optional computed", here: "number optional", why: noLimit },
  },
  proxmox_virtual_environment_storage_directory: {
    "backups.keep_all": {
      there: "bool optional computed",
      here: "bool optional",
      why: "Nothing is filled in that the code does not say.",
    },
  },
  proxmox_virtual_environment_user: { acl: { there: "set block", here: undefined, why: grants } },
};
