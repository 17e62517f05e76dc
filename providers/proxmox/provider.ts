import { Refusal } from "../../lib/diagnostic/refusal.js";
import type { Provider } from "../../lib/schema/provider.js";
import { apiSettings } from "./api/settings/api-settings.js";
import { connectionSettings } from "./api/settings/connection-settings.js";
import { catalog } from "./catalog.js";
import type { Connection } from "./connection.js";
import { dataSourceCatalog } from "./data-source-catalog.js";
import { sshBlock } from "./ssh/settings/ssh-block.js";
import { attributesOf } from "./settings/setting.js";
import { version } from "./version.js";

/** How to reach Proxmox VE. What the code doesn't say comes from the environment. */
const configuration = {
  ...attributesOf(apiSettings),
  ssh: sshBlock,
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
  // Loaded only now: a plan without changes checks nothing.
  check: async (connection, needs, among) =>
    (await import("./checks/check.js")).check(connection, needs, among),
  catalog,
  dataSources: dataSourceCatalog,
};
