import { optional, required } from "../../../../lib/schema/roles.js";
import { entries } from "../../../../lib/schema/structures.js";
import { flag, integer, mapOf, oneOf, text } from "../../../../lib/schema/types.js";
import { attributesOf, setting } from "../../settings/setting.js";

const secret = { sensitive: true } as const;

/** How to log in to the nodes themselves, for what the API can't do. */
// prettier-ignore
export const sshSettings = {
  username: setting(optional(text, "User on the nodes. The user of the API's login if that is one of PAM; needed with an API token. Any other user than root needs `sudo` without a password for `pvesm`, `qm`, `tee` and `chmod`."), "PROXMOX_VE_SSH_USERNAME"),
  password: setting(optional(text, "The user's password. The password of the API's login if not said.", secret), "PROXMOX_VE_SSH_PASSWORD"),
  agent: setting(optional(flag, "Whether to ask an SSH agent for keys: the first way to log in that is tried, before `private_key` and `password`."), "PROXMOX_VE_SSH_AGENT"),
  agent_socket: setting(optional(text, "Where the agent listens; `\\\\.\\pipe\\openssh-ssh-agent` on Windows if nothing is said."), "PROXMOX_VE_SSH_AUTH_SOCK", "SSH_AUTH_SOCK"),
  agent_forwarding: setting(optional(flag, "Whether the nodes may use the agent too."), "PROXMOX_VE_SSH_AGENT_FORWARDING"),
  private_key: setting(optional(text, "A private key itself (not its path), in PEM or OpenSSH's form.", secret), "PROXMOX_VE_SSH_PRIVATE_KEY"),
  private_key_passphrase: setting(optional(text, "What an encrypted `private_key` is opened with.", secret), "PROXMOX_VE_SSH_PRIVATE_KEY_PASSPHRASE"),
  socks5_server: setting(optional(text, "`host:port` of a SOCKS5 proxy for the connections to all nodes. Names are resolved there."), "PROXMOX_VE_SSH_SOCKS5_SERVER"),
  socks5_username: setting(optional(text, "User at the proxy."), "PROXMOX_VE_SSH_SOCKS5_USERNAME"),
  socks5_password: setting(optional(text, "Password at the proxy.", secret), "PROXMOX_VE_SSH_SOCKS5_PASSWORD"),
  node_address_source: setting(optional(oneOf("api", "dns"), "Where the address of a node comes from that has no `node` block: its interfaces, as the API lists them (`api`, if not said), or the name's resolution here (`dns`). DNS is asked too where the API tells no address."), "PROXMOX_VE_SSH_NODE_ADDRESS_SOURCE"),
  known_hosts: setting(optional(text, "File of the hosts' keys; `~/.ssh/known_hosts` if not said."), "PROXMOX_VE_SSH_KNOWN_HOSTS"),
  host_key_checking: setting(optional(oneOf("accept-new", "strict"), "Whether the key of a host that the file does not know is accepted and written there (`accept-new`, if not said) or refused (`strict`). A key that changed is always refused."), "PROXMOX_VE_SSH_HOST_KEY_CHECKING"),
  host_keys: setting(optional(mapOf(text), "Per node the keys to accept and no others, as fingerprints (`SHA256:...`) or public keys, with commas between. No file is asked then.")),
} as const;

const port = integer({ min: 1, max: 65_535 });

/** The `ssh` block of the provider. */
export const sshBlock = entries(
  "optional",
  "How to log in to the nodes over SSH, for what the API can't do: snippets, and images that it can't import.",
  {
    block: true,
    attributes: {
      ...attributesOf(sshSettings),
      node: entries("optional", "Where a node is reached, instead of where the API or DNS says.", {
        block: true,
        attributes: {
          name: required(text, "Name of the node."),
          address: required(text, "Its address or full name."),
          port: optional(port, "Port of its SSH server; 22 if not said."),
        },
      }),
    },
  },
);
