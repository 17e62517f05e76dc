import type { Environment } from "../../lib/schema/provider.js";
import type { ValueObject } from "../../lib/value/value.js";
import {
  connectionSettings,
  type ParsedSettings,
} from "../../providers/proxmox/api/settings/connection-settings.js";
import { noteShown } from "../secrets/notes.js";

/** What a provider block and an environment come to; what is told of them is searched for secrets after all tests. */
export function parsedSettings(block: ValueObject, environment: Environment): ParsedSettings {
  const parsed = connectionSettings(block, environment);
  noteShown({ by: "messages on settings", text: JSON.stringify(parsed.diagnostics) });
  return parsed;
}
