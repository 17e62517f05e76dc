// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedProvider } from "../../../lib/constructs/generated-provider.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxProviderConfigSshNode {
  /** Address. Unset: absent. */
  readonly address?: string;
  /** Name of the node. Unset: absent. */
  readonly name?: string;
  /** Port. Unset: absent. */
  readonly port?: number;
}

export interface ProxmoxProviderConfigSsh {
  /** Whether to use the SSH agent. Unset: absent. */
  readonly agent?: boolean | IResolvable;
  /** Whether to forward the SSH agent. Unset: absent. */
  readonly agentForwarding?: boolean | IResolvable;
  /** Socket of the SSH agent. Unset: absent. */
  readonly agentSocket?: string;
  /** Where nodes' addresses come from. Unset: absent. */
  readonly nodeAddressSource?: "api" | "dns";
  /** Password. Unset: absent. Secret. */
  readonly password?: string;
  /** Private key. Unset: absent. Secret. */
  readonly privateKey?: string;
  /** Password at the proxy. Unset: absent. Secret. */
  readonly socks5Password?: string;
  /** Proxy. Unset: absent. */
  readonly socks5Server?: string;
  /** User at the proxy. Unset: absent. */
  readonly socks5Username?: string;
  /** User. Unset: absent. */
  readonly username?: string;
  /** A node's address. Unset: absent. */
  readonly node?: readonly ProxmoxProviderConfigSshNode[];
}

export interface ProxmoxProviderConfig {
  /** Another name, for a second provider in the same stack. */
  readonly alias?: string;
  /** Address of a node, or of what forwards to the cluster: `https://pve.example.com:8006`. `PROXMOX_VE_ENDPOINT`. Unset: absent. */
  readonly endpoint?: string;
  /** Further addresses of the same cluster, tried when the one before is out of reach. The cluster's other nodes are found without being named, so long as one of those named answers first. In the environment with commas between: `PROXMOX_VE_ENDPOINTS`. Unset: absent. */
  readonly endpoints?: readonly string[];
  /** Trust any certificate. For tests: pin the certificate (`fingerprint`) or give the authority (`ca_certificate`) instead. `PROXMOX_VE_INSECURE`. Unset: absent. */
  readonly insecure?: boolean | IResolvable;
  /** SHA-256 fingerprint of the one certificate to trust; for several nodes several, with commas between. `PROXMOX_VE_FINGERPRINT`. Unset: absent. */
  readonly fingerprint?: string;
  /** Certificates of the authorities to trust, as PEM: a cluster's own lies in `/etc/pve/pve-root-ca.pem`. `PROXMOX_VE_CA_CERTIFICATE`. Unset: absent. */
  readonly caCertificate?: string;
  /** Lowest version of TLS; 1.3 if not said. `PROXMOX_VE_MIN_TLS`. Unset: absent. */
  readonly minTls?: "1.0" | "1.1" | "1.2" | "1.3";
  /** The whole answer to a login, as JSON: `{"data":{"ticket":...,"CSRFPreventionToken":...}}`. Comes before every other way to log in. `PROXMOX_VE_AUTH_PAYLOAD`. Unset: absent. Secret. */
  readonly authPayload?: string;
  /** A ticket, with `csrf_prevention_token`. Comes before `api_token`, and `username` with `password`. `PROXMOX_VE_AUTH_TICKET`. Unset: absent. Secret. */
  readonly authTicket?: string;
  /** The token that belongs to the ticket. `PROXMOX_VE_CSRF_PREVENTION_TOKEN`. Unset: absent. Secret. */
  readonly csrfPreventionToken?: string;
  /** An API token: `user@realm!name=secret`. Comes before `username` with `password`. `PROXMOX_VE_API_TOKEN`. Unset: absent. Secret. */
  readonly apiToken?: string;
  /** User and realm: `root@pam`, with `password`. `PROXMOX_VE_USERNAME`. Unset: absent. */
  readonly username?: string;
  /** The user's password. `PROXMOX_VE_PASSWORD`. Unset: absent. Secret. */
  readonly password?: string;
  /** The code that a second factor (TOTP) shows now. Proxmox VE takes each code once, and Terraform logs in several times: use an API token. `PROXMOX_VE_OTP`. Unset: absent. Secret. Deprecated: A code works for one login. Use api_token, or auth_ticket with csrf_prevention_token.. */
  readonly otp?: string;
  /** Whether new guests without an id get a random one instead of the next free one. `PROXMOX_VE_RANDOM_VM_IDS`. Unset: absent. */
  readonly randomVmIds?: boolean | IResolvable;
  /** Lowest random id; 10000 if not said. `PROXMOX_VE_RANDOM_VM_ID_START`. Unset: absent. */
  readonly randomVmIdStart?: number;
  /** Highest random id; 99999 if not said. `PROXMOX_VE_RANDOM_VM_ID_END`. Unset: absent. */
  readonly randomVmIdEnd?: number;
  /** Whether what is checked before the first write (privileges, room, connections) only warns. `PROXMOX_VE_SKIP_CHECKS`. Unset: absent. */
  readonly skipChecks?: boolean | IResolvable;
  /** Accepted for code written for other tools: nothing is stored in between, so nothing needs it. `PROXMOX_VE_TMPDIR`. Unset: absent. */
  readonly tmpDir?: string;
  /** Kept for compatibility: nothing in this version goes over SSH. Unset: absent. */
  readonly ssh?: readonly ProxmoxProviderConfigSsh[];
}

const shape: Shape = { ssh: { kind: "blocks", inner: { node: { kind: "blocks", inner: {} } } } };

/** Proxmox VE: guests, access, storage, firewall and the cluster's options. */
export class ProxmoxProvider extends GeneratedProvider {
  constructor(scope: Construct, id: string, config: ProxmoxProviderConfig = {}) {
    super(scope, id, { name: "proxmox", source: "pve-cdk/proxmox", version: "0.1.0", shape, config });
  }
}
