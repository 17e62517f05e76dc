import type { Work } from "../../../../../lib/schema/resource.js";
import { at, type Target } from "./guest.js";
import { unchecked } from "../../../api/typed-calls.js";
import { ApiError } from "../../../api/api-error.js";
import { isHotplugProblem, rethrow } from "./refused.js";
import type { Configuration } from "./configuration.js";
import type { Connection } from "../../../connection.js";
import type { Parameters } from "./writing.js";

export interface Write {
  readonly parameters: Parameters;
  /** The configuration that is written over, to tell what a refused key stands for. */
  readonly configuration: Configuration;
  /** Sent along: PVE refuses if somebody else wrote meanwhile. */
  readonly digest: string | undefined;
  /** Whether a restart follows, which brings about what could not be plugged. */
  readonly isFollowedByRestart: boolean;
}

/** Writes keys and removes others. PVE applies what it can of a request, so a failed plug is not "nothing happened". */
export async function writeConfiguration(
  work: Work<Connection>,
  target: Target,
  { parameters, configuration, digest, isFollowedByRestart }: Write,
): Promise<void> {
  const entries = Object.entries(parameters);
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => key);
  const set = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  if (entries.length === 0) return;
  const body = {
    ...at(target),
    ...unchecked(set),
    ...(gone.length === 0 ? {} : { delete: gone.join(",") }),
    ...(digest === undefined ? {} : { digest }),
  };
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
    if (isFollowedByRestart && errors.length > 0 && errors.every(isHotplugProblem)) return;
    rethrow(thrown, { ...configuration, ...(set as Configuration) });
  }
}
