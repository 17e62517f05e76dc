// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedProvider } from "../../../lib/constructs/generated-provider.js";
import type { Secret } from "../../../lib/constructs/secret.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxProviderConfigSshNode {
  /** Name of the node. */
  readonly name: string;
  /** Its address or full name. */
  readonly address: string;
  /** Port of its SSH server; 22 if not said. */
  readonly port?: number;
}

export interface ProxmoxProviderConfigSsh {
  /** User on the nodes. The user of the API's login if that is one of PAM; needed with an API token. Any other user than root needs `sudo` without a password for `pvesm`, `qm`, `tee` and `chmod`. `PROXMOX_VE_SSH_USERNAME`. */
  readonly username?: string;
  /** The user's password. The password of the API's login if not said. `PROXMOX_VE_SSH_PASSWORD`. Secret. */
  readonly password?: string | Secret;
  /** Whether to ask an SSH agent for keys: the first way to log in that is tried, before `private_key` and `password`. `PROXMOX_VE_SSH_AGENT`. */
  readonly agent?: boolean | IResolvable;
  /** Where the agent listens; `\\.\pipe\openssh-ssh-agent` on Windows if nothing is said. `PROXMOX_VE_SSH_AUTH_SOCK`, `SSH_AUTH_SOCK`. */
  readonly agentSocket?: string;
  /** Whether the nodes may use the agent too. `PROXMOX_VE_SSH_AGENT_FORWARDING`. */
  readonly agentForwarding?: boolean | IResolvable;
  /** A private key itself (not its path), in PEM or OpenSSH's form. `PROXMOX_VE_SSH_PRIVATE_KEY`. Secret. */
  readonly privateKey?: string | Secret;
  /** What an encrypted `private_key` is opened with. `PROXMOX_VE_SSH_PRIVATE_KEY_PASSPHRASE`. Secret. */
  readonly privateKeyPassphrase?: string | Secret;
  /** `host:port` of a SOCKS5 proxy for the connections to all nodes. Names are resolved there. `PROXMOX_VE_SSH_SOCKS5_SERVER`. */
  readonly socks5Server?: string;
  /** User at the proxy. `PROXMOX_VE_SSH_SOCKS5_USERNAME`. */
  readonly socks5Username?: string;
  /** Password at the proxy. `PROXMOX_VE_SSH_SOCKS5_PASSWORD`. Secret. */
  readonly socks5Password?: string | Secret;
  /** Where the address of a node comes from that has no `node` block: its interfaces, as the API lists them (`api`, if not said), or the name's resolution here (`dns`). DNS is asked too where the API tells no address. `PROXMOX_VE_SSH_NODE_ADDRESS_SOURCE`. */
  readonly nodeAddressSource?: "api" | "dns";
  /** File of the hosts' keys; `~/.ssh/known_hosts` if not said. `PROXMOX_VE_SSH_KNOWN_HOSTS`. */
  readonly knownHosts?: string;
  /** Whether the key of a host that the file does not know is accepted and written there (`accept-new`, if not said) or refused (`strict`). A key that changed is always refused. `PROXMOX_VE_SSH_HOST_KEY_CHECKING`. */
  readonly hostKeyChecking?: "accept-new" | "strict";
  /** Per node the keys to accept and no others, as fingerprints (`SHA256:...`) or public keys, with commas between. No file is asked then. */
  readonly hostKeys?: Readonly<Record<string, string>>;
  /** Where a node is reached, instead of where the API or DNS says. */
  readonly node?: readonly ProxmoxProviderConfigSshNode[];
}

export interface ProxmoxProviderConfig {
  /** Another name, for a second provider in the same stack. */
  readonly alias?: string;
  /** Address of a node, or of what forwards to the cluster: `https://pve.example.com:8006`. `PROXMOX_VE_ENDPOINT`. */
  readonly endpoint?: string;
  /** Further addresses of the same cluster, tried where the one before is out of reach. Reads find the cluster's other nodes without their being named, once one has answered; writes go only to those named. In the environment with commas between: `PROXMOX_VE_ENDPOINTS`. */
  readonly endpoints?: readonly string[];
  /** Trust any certificate. For tests: pin the certificate (`fingerprint`) or give the authority (`ca_certificate`) instead. `PROXMOX_VE_INSECURE`. */
  readonly insecure?: boolean | IResolvable;
  /** SHA-256 fingerprint of the one certificate to trust; for several nodes several, with commas between. `PROXMOX_VE_FINGERPRINT`. */
  readonly fingerprint?: string;
  /** Certificates of the authorities to trust, as PEM: a cluster's own lies in `/etc/pve/pve-root-ca.pem`. `PROXMOX_VE_CA_CERTIFICATE`. */
  readonly caCertificate?: string;
  /** Lowest version of TLS; 1.3 if not said. `PROXMOX_VE_MIN_TLS`. */
  readonly minTls?: "1.0" | "1.1" | "1.2" | "1.3";
  /** The whole answer to a login, as JSON: `{"data":{"ticket":...,"CSRFPreventionToken":...}}`. Comes before every other way to log in that is given in the same place; what is given here comes before the environment. `PROXMOX_VE_AUTH_PAYLOAD`. Secret. */
  readonly authPayload?: string | Secret;
  /** A ticket, with `csrf_prevention_token`. Comes before `api_token`, and `username` with `password`, of the same place. `PROXMOX_VE_AUTH_TICKET`. Secret. */
  readonly authTicket?: string | Secret;
  /** The token that belongs to the ticket. `PROXMOX_VE_CSRF_PREVENTION_TOKEN`. Secret. */
  readonly csrfPreventionToken?: string | Secret;
  /** An API token: `user@realm!name=secret`. Comes before `username` with `password` of the same place. `PROXMOX_VE_API_TOKEN`. Secret. */
  readonly apiToken?: string | Secret;
  /** User and realm: `root@pam`, with `password`. `PROXMOX_VE_USERNAME`. */
  readonly username?: string;
  /** The user's password. `PROXMOX_VE_PASSWORD`. Secret. */
  readonly password?: string | Secret;
  /** The code that a second factor (TOTP) shows now. Proxmox VE takes each code once, and Terraform logs in several times: use an API token. `PROXMOX_VE_OTP`. Secret. Deprecated: A code works for one login. Use api_token, or auth_ticket with csrf_prevention_token.. */
  readonly otp?: string | Secret;
  /** Whether new guests without an id get a random one instead of the next free one. `PROXMOX_VE_RANDOM_VM_IDS`. */
  readonly randomVmIds?: boolean | IResolvable;
  /** Lowest random id; 10000 if not said. `PROXMOX_VE_RANDOM_VM_ID_START`. */
  readonly randomVmIdStart?: number;
  /** Highest random id; 99999 if not said. `PROXMOX_VE_RANDOM_VM_ID_END`. */
  readonly randomVmIdEnd?: number;
  /** Whether what is checked before the first write (privileges, room, connections) only warns. `PROXMOX_VE_SKIP_CHECKS`. */
  readonly skipChecks?: boolean | IResolvable;
  /** Accepted for code written for other tools: nothing is stored in between, so nothing needs it. `PROXMOX_VE_TMPDIR`, `PM_VE_TMPDIR`. Deprecated: Nothing is stored in between, so nothing needs it: leave it out.. */
  readonly tmpDir?: string;
  /** How to log in to the nodes over SSH, for what the API can't do: snippets, and images that it can't import. */
  readonly ssh?: readonly ProxmoxProviderConfigSsh[];
}

const shape: Shape = { authPayload: { kind: "secret" }, authTicket: { kind: "secret" }, csrfPreventionToken: { kind: "secret" }, apiToken: { kind: "secret" }, password: { kind: "secret" }, otp: { kind: "secret" }, ssh: { kind: "blocks", inner: { password: { kind: "secret" }, privateKey: { kind: "secret" }, privateKeyPassphrase: { kind: "secret" }, socks5Password: { kind: "secret" }, node: { kind: "blocks", inner: {} } } } };

/** Proxmox VE: guests, access, storage, firewall and the cluster's options. */
export class ProxmoxProvider extends GeneratedProvider {
  constructor(scope: Construct, id: string, config: ProxmoxProviderConfig = {}) {
    super(scope, id, { name: "proxmox", source: "pve-cdk/proxmox", version: "0.1.0", shape, config });
  }
}
