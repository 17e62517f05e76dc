import { optional } from "../../lib/schema/roles.js";
import { Refusal } from "../../lib/diagnostic/refusal.js";
import type { Provider } from "../../lib/schema/provider.js";
import { entries } from "../../lib/schema/structures.js";
import { flag, integer, oneOf, text } from "../../lib/schema/types.js";
import { apiSettings } from "./api/settings/api-settings.js";
import { connectionSettings } from "./api/settings/connection-settings.js";
import { catalog } from "./catalog.js";
import type { Connection } from "./connection.js";
import { attributesOf } from "./settings/setting.js";
import { version } from "./version.js";

const secret = { sensitive: true } as const;

/** How to reach Proxmox VE. What the code doesn't say comes from the environment. */
const configuration = {
  ...attributesOf(apiSettings),
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
