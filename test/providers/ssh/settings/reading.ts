import { expect } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import type { SshSettings } from "../../../../providers/proxmox/ssh/settings/ssh-settings.js";
import { secretMarker } from "../../../secrets/secret-marker.js";
import { parsedSettings } from "../../parsed-settings.js";

export const endpoint = "https://pve:8006";
export const apiPassword = secretMarker("api");
export const byToken = { endpoint, api_token: `root@pam!ci=${secretMarker("token")}` };
export const byPassword = { endpoint, username: "root@pam", password: apiPassword };
export const environment = { HOME: "/home/me" };

type Variables = Readonly<Record<string, string>>;

/** SSH as a provider block and an environment say it. */
export function ssh(block: ValueObject, variables: Variables = {}): SshSettings {
  const { settings, diagnostics } = parsedSettings(block, { ...environment, ...variables });
  if (settings === undefined) throw new Error(JSON.stringify(diagnostics));
  return settings.ssh;
}

/** What is told of what they say wrongly. */
export function wrong(block: ValueObject, variables: Variables = {}): readonly string[] {
  const { settings, diagnostics } = parsedSettings(block, { ...environment, ...variables });
  expect(settings).toBeUndefined();
  return diagnostics.map(({ summary, detail = "" }) => `${summary}: ${detail}`);
}
