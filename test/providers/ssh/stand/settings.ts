import type { SshSettings } from "../../../../providers/proxmox/ssh/settings/ssh-settings.js";
import { sshSettingsOf } from "../../../../providers/proxmox/ssh/settings/ssh-settings-of.js";
import type { Environment } from "../../../../lib/schema/provider.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

/** The settings that an `ssh` block comes to, with an API token as the login. Throws where something is wrong. */
export function settingsFrom(block: ValueObject, environment: Environment = {}): SshSettings {
  const { settings, diagnostics } = sshSettingsOf(
    { ssh: [block] },
    {
      environment,
      credentials: { kind: "token", token: `root@pam!x=${secretMarker("token")}`, from: "a test" },
      platform: "linux",
    },
  );
  if (settings === undefined) throw new Error(JSON.stringify(diagnostics));
  return settings;
}
