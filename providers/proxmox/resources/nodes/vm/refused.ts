import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../../../lib/diagnostic/refusal.js";
import { pathText } from "../../../../../lib/value/path.js";
import { ApiError } from "../../../api/api-error.js";
import type { Configuration } from "./configuration.js";
import { attributeFor } from "./key-path.js";

/** Whether PVE stored a value and only could not bring it into the running guest. */
export function isHotplugProblem(text: string): boolean {
  return text.startsWith("hotplug problem");
}

/** Throws what was thrown, in terms of the attributes where PVE named parameters that came from them. */
export function rethrow(thrown: unknown, configuration: Configuration): never {
  if (!(thrown instanceof ApiError) || Object.keys(thrown.refused.errors).length === 0) throw thrown;
  throw refusalOf(thrown.refused.errors, configuration);
}

/** PVE's refusal of single parameters in terms of the attributes that they came from. */
function refusalOf(errors: Readonly<Record<string, string>>, configuration: Configuration): Refusal {
  return new Refusal(Object.entries(errors).map(([key, text]) => told(key, text.trim(), configuration)));
}

function told(key: string, text: string, configuration: Configuration): Diagnostic {
  const path = attributeFor(key, configuration);
  const name = path === undefined ? key : pathText(path);
  return isHotplugProblem(text)
    ? error(`${name} could not be changed while the guest runs`, {
        ...(path === undefined ? {} : { path }),
        detail: `Proxmox VE: ${text}. The value is stored and takes effect when the guest is started anew.`,
      })
    : error(`${name} was refused`, {
        ...(path === undefined ? {} : { path }),
        detail: `Proxmox VE: ${text}`,
      });
}
