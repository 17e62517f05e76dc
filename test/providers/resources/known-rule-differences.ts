const shared =
  "Several stacks may each own some of these options: what is not said is left as it is, not set to a default.";
const noLimit = "A file takes as long as it needs if not said.";
const isNode = "There it may change in place. Here what another node has is another object.";
const isName = "There it may change in place. Here another name is another object, since rules refer to it.";
const isGuest = "There it may change in place. Here what another guest has is another object.";
const numbers = "Proxmox VE has no number above 999999999.";
const inPlace =
  "There the set is made anew. Here addresses come and go, so that those that stay are never out.";

const ofGuest = {
  "container_id: limits": numbers,
  "vm_id: limits": numbers,
};
const movesNever = { "container_id: replaces": isGuest, "vm_id: replaces": isGuest };

/**
 * Where the rules of an attribute that users of another provider know differ here on purpose, and why. What follows
 * the path is what differs: its default, the words or numbers that it takes, or whether a change replaces.
 */
export const knownRuleDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  proxmox_virtual_environment_cluster_firewall: {
    "forward_policy: default": shared,
    "input_policy: default": shared,
    "log_ratelimit.burst: default": shared,
    "log_ratelimit.enabled: default": shared,
    "log_ratelimit.rate: default": shared,
    "output_policy: default": shared,
  },
  proxmox_virtual_environment_cluster_firewall_security_group: { "name: replaces": isName },
  proxmox_virtual_environment_download_file: { "upload_timeout: default": noLimit },
  proxmox_virtual_environment_file: {
    "overwrite: default": "A file that somebody else put there is not overwritten unasked.",
    "source_file: replaces": "A file is sent anew where it holds something else, wherever it comes from.",
    "source_raw: replaces": "A file is sent anew where it holds something else, wherever it comes from.",
    "timeout_upload: default": noLimit,
    "upload_mode: default": "What goes over SSH is always streamed; the attribute changes nothing.",
  },
  proxmox_virtual_environment_firewall_alias: { ...ofGuest, ...movesNever, "name: replaces": isName },
  proxmox_virtual_environment_firewall_ipset: {
    ...ofGuest,
    ...movesNever,
    "cidr: replaces": inPlace,
    "name: replaces": isName,
  },
  proxmox_virtual_environment_firewall_options: { ...ofGuest, ...movesNever },
  proxmox_virtual_environment_firewall_rules: ofGuest,
  proxmox_virtual_environment_haresource: {
    "resource_id: replaces": isGuest,
    "type: replaces": isGuest,
  },
  proxmox_virtual_environment_network_linux_bridge: { "node_name: replaces": isNode },
  proxmox_virtual_environment_oci_image: { "upload_timeout: default": noLimit },
  proxmox_virtual_environment_time: { "node_name: replaces": isNode },
};
