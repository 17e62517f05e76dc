import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../../../lib/diagnostic/refusal.js";
import { pathText, type Path } from "../../../../../lib/value/path.js";
import { ApiError } from "../../../api/api-error.js";

/** Whether PVE stored a value and only could not bring it into the running guest. */
export function isHotplugProblem(text: string): boolean {
  return text.startsWith("hotplug problem");
}

/** The attribute that stands for a parameter of PVE's; undefined for one of nobody's. */
type PathOf = (key: string) => Path | undefined;

/** Throws what was thrown, in terms of the attributes where PVE named parameters that came from them. */
export function rethrow(thrown: unknown, pathOf: PathOf): never {
  if (!(thrown instanceof ApiError) || Object.keys(thrown.refused.errors).length === 0) throw thrown;
  const { errors } = thrown.refused;
  throw new Refusal(Object.entries(errors).map(([key, text]) => told(key, text.trim(), pathOf)));
}

function told(key: string, text: string, pathOf: PathOf): Diagnostic {
  const path = pathOf(key);
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
