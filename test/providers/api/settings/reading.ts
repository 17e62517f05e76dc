import type { Environment } from "../../../../lib/schema/provider.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { ConnectionSettings } from "../../../../providers/proxmox/api/settings/connection-settings.js";
import { secretMarker } from "../../../secrets/secret-marker.js";
import { parsedSettings } from "../../parsed-settings.js";

export const endpoint = "https://10.0.0.2:8006/";
export const token = `root@pam!for-terraform-provider=${secretMarker("token")}`;

/** The settings that block and environment make. */
export function settingsOf(block: ValueObject, environment: Environment = {}): ConnectionSettings {
  const { settings, diagnostics } = parsedSettings(block, environment);
  if (settings === undefined) throw new Error(JSON.stringify(diagnostics));
  return settings;
}

/** What is told of them, by its first lines. */
export function toldOf(block: ValueObject, environment: Environment = {}): readonly string[] {
  return parsedSettings(block, environment).diagnostics.map(({ summary }) => summary);
}
