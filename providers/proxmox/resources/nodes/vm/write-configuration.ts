import type { Work } from "../../../../../lib/schema/resource.js";
import { ApiError } from "../../../api/api-error.js";
import type { Connection } from "../../../connection.js";
import { configurationBody, type ConfigurationWrite } from "../guest/configuration-body.js";
import type { Configuration } from "../guest/configuration.js";
import type { PowerMeanwhile } from "../guest/guest-change.js";
import { isHotplugProblem, rethrow } from "../guest/refused.js";
import type { Target } from "../guest/target.js";
import { keyPath } from "./key-path.js";

export interface Write extends ConfigurationWrite {
  /** The configuration that is written over, to tell what a refused key stands for. */
  readonly configuration: Configuration;
  readonly power: PowerMeanwhile;
}

/** Writes keys and removes others. PVE applies what it can of a request, so a failed plug is not "nothing happened". */
export async function writeConfiguration(
  work: Work<Connection>,
  target: Target,
  { parameters, configuration, digest, power }: Write,
): Promise<void> {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return;
  const body = configurationBody(target, { parameters, digest });
  try {
    // Copying an image outlives the proxy's 30 s: POST does it as a task, PUT does everything else at once.
    if (!entries.some(([, value]) => value?.includes("import-from=") === true)) {
      await work.connection.api.put("/nodes/{node}/qemu/{vmid}/config", body);
      return;
    }
    const task = await work.connection.api.post("/nodes/{node}/qemu/{vmid}/config", body);
    if (task !== null) await work.task(task);
  } catch (thrown) {
    const errors = thrown instanceof ApiError ? Object.values(thrown.refused.errors) : [];
    // The restart that follows brings about what could not be plugged.
    if (power === "is restarted afterwards" && errors.length > 0 && errors.every(isHotplugProblem)) return;
    rethrow(thrown, (key) => keyPath(key, { ...configuration, ...(parameters as Configuration) }));
  }
}
