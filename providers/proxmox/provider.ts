import { optional } from "../../lib/schema/roles.js";
import { Refusal } from "../../lib/diagnostic/refusal.js";
import type { Provider } from "../../lib/schema/provider.js";
import { entries } from "../../lib/schema/structures.js";
import { flag, integer, oneOf, text } from "../../lib/schema/types.js";
import { connectionSettings } from "./api/settings.js";
import { catalog } from "./catalog.js";
import type { Connection } from "./connection.js";
import { version } from "./version.js";

const secret = { sensitive: true } as const;
const vmid = integer({ min: 100, max: 999_999_999 });

/** How to reach Proxmox VE. What the code doesn't say comes from the environment. */
const configuration = {
  endpoint: optional(text, "Address of a node: `https://pve.example.com:8006`. `PROXMOX_VE_ENDPOINT`."),
  insecure: optional(
    flag,
    "Trust any certificate. For tests; pin the certificate instead. `PROXMOX_VE_INSECURE`.",
  ),
  fingerprint: optional(
    text,
    "SHA-256 fingerprint of the one certificate to trust. `PROXMOX_VE_FINGERPRINT`.",
  ),
  ca_certificate: optional(
    text,
    "Certificate of the authority to trust, as PEM. `PROXMOX_VE_CA_CERTIFICATE`.",
  ),
  min_tls: optional(
    oneOf("1.0", "1.1", "1.2", "1.3"),
    "Lowest version of TLS; 1.3 if not said. `PROXMOX_VE_MIN_TLS`.",
  ),
  auth_ticket: optional(text, "A ticket, with `csrf_prevention_token`. `PROXMOX_VE_AUTH_TICKET`.", secret),
  csrf_prevention_token: optional(
    text,
    "The token that belongs to the ticket. `PROXMOX_VE_CSRF_PREVENTION_TOKEN`.",
    secret,
  ),
  api_token: optional(text, "An API token: `user@realm!name=secret`. `PROXMOX_VE_API_TOKEN`.", secret),
  username: optional(text, "User and realm: `root@pam`, with `password`. `PROXMOX_VE_USERNAME`."),
  password: optional(text, "The user's password. `PROXMOX_VE_PASSWORD`.", secret),
  otp: optional(text, "Kept for compatibility. Use an API token.", { deprecated: "use api_token" }),
  random_vm_ids: optional(flag, "Kept for compatibility: new guests get the next free id."),
  random_vm_id_start: optional(vmid, "Kept for compatibility."),
  random_vm_id_end: optional(vmid, "Kept for compatibility."),
  tmp_dir: optional(text, "Kept for compatibility: nothing is stored in between."),
  ssh: entries("optional", "Kept for compatibility: nothing in this version goes over SSH.", {
    block: true,
    attributes: {
      agent: optional(flag, "Whether to use the SSH agent."),
      agent_forwarding: optional(flag, "Whether to forward the SSH agent."),
      agent_socket: optional(text, "Socket of the SSH agent."),
      node_address_source: optional(oneOf("api", "dns"), "Where nodes' addresses come from."),
      password: optional(text, "Password.", secret),
      private_key: optional(text, "Private key.", secret),
      socks5_password: optional(text, "Password at the proxy.", secret),
      socks5_server: optional(text, "Proxy."),
      socks5_username: optional(text, "User at the proxy."),
      username: optional(text, "User."),
      node: entries("optional", "A node's address.", {
        block: true,
        attributes: {
          address: optional(text, "Address."),
          name: optional(text, "Name of the node."),
          port: optional(integer({ min: 1, max: 65_535 }), "Port."),
        },
      }),
    },
  }),
} as const;

/** Proxmox VE. */
export const proxmox: Provider<Connection> = {
  name: "proxmox",
  source: "pve-cdk/proxmox",
  version,
  description: "Proxmox VE: guests, access, storage, firewall and the cluster's options.",
  configuration,
  checkConfiguration: (values, environment) => connectionSettings(values, environment).diagnostics,
  connect: async (values, environment) => {
    const { settings, diagnostics } = connectionSettings(values, environment);
    if (settings === undefined) throw new Refusal(diagnostics);
    // Loaded only now: a plugin process that serves a schema never needs an HTTP client.
    const { connect } = await import("./connection.js");
    return connect(settings);
  },
  catalog,
};
