import { Refusal } from "../../lib/diagnostic/refusal.js";
import type { Environment } from "../../lib/schema/provider.js";
import type { ConnectionSettings } from "../../providers/proxmox/api/settings/connection-settings.js";
import { parsedSettings } from "./parsed-settings.js";

/** The settings of a connection that only the environment describes. */
export function settingsFrom(environment: Environment): ConnectionSettings {
  const { settings, diagnostics } = parsedSettings({}, environment);
  if (settings === undefined) throw new Refusal(diagnostics);
  return settings;
}
